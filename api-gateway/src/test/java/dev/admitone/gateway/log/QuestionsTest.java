package dev.admitone.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.log.requests.RequestPublisher;
import dev.admitone.gateway.log.results.ResultHandler;
import dev.admitone.gateway.log.results.ResultsWindow;
import dev.admitone.gateway.log.results.Waiter;
import dev.admitone.gateway.log.results.Waiters;
import dev.admitone.gateway.log.results.Waiters.Purpose;
import dev.admitone.gateway.log.results.Watermarks;
import dev.admitone.gateway.support.SampleResults;
import dev.admitone.gateway.support.SettableClock;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class QuestionsTest {

  private static final LogPosition AT = new LogPosition(0, 10);
  private static final Duration RETENTION = Duration.ofMinutes(15);
  private static final RecordCodec<RedemptionDecided> CODEC = RecordCodec.results(2);

  private final UUID id = UUID.randomUUID();
  private final SettableClock clock = new SettableClock();
  private final Watermarks watermarks = new Watermarks(clock, 1);
  private final ResultsWindow window =
      new ResultsWindow(CODEC::decode, clock, RETENTION, DataSize.ofMegabytes(1));
  private final Waiters waiters = new Waiters(10, 10);
  private final List<RedemptionRequest> sent = new ArrayList<>();
  private final List<RequestPublisher.Acknowledgement> told = new ArrayList<>();
  private final Questions questions = questions(2);
  private final ResultHandler results =
      new ResultHandler(
          CODEC, window, watermarks, waiters, List.of(questions), new SimpleMeterRegistry());

  private Questions questions(int writeVersion) {
    return new Questions(
        (question, acknowledgement) -> {
          sent.add(question);
          told.add(acknowledgement);
        },
        watermarks,
        clock,
        writeVersion,
        2);
  }

  @Test
  void aQuestionIsSentOnceAndIsPendingUntilItIsAnswered() {
    assertThat(questions.ask(id, AT)).isTrue();
    assertThat(questions.ask(id, AT)).isTrue();
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().getRequestId()).isEqualTo(id);
    assertThat(sent.getFirst().getAsk().getAt()).isEqualTo(new Position(0, 10L));
    assertThat(questions.pending(id, AT)).isPresent();
    told.getFirst().at(new LogPosition(0, 20));
    take(decision(Outcome.NOT_DECIDED, 15, 9));
    assertThat(questions.pending(id, AT)).as("another position's answer").isPresent();

    take(decision(Outcome.NOT_DECIDED, 20, 10));
    assertThat(questions.pending(id, AT)).isEmpty();
    assertThat(questions.isWorthAsking(id, AT)).isFalse();
    assertThat(questions.openCount()).isZero();
  }

  @Test
  void howManyAreAheadIsCountedToTheQuestion() {
    take(decision(Outcome.REDEEMED, UUID.randomUUID(), 12, 12));
    questions.ask(id, AT);
    told.getFirst().at(new LogPosition(0, 20));
    assertThat(questions.pending(id, AT).orElseThrow().ahead()).isEqualTo(7);
    assertThat(questions.pending(id, AT).orElseThrow().at()).isEqualTo(AT);
  }

  @Test
  void whatIsNotDecidedMovesTheWatermarkAndIsNoResultOfTheRequest() {
    take(decision(Outcome.NOT_DECIDED, 20, 10));
    assertThat(watermarks.of(0)).isEqualTo(20);
    assertThat(window.ofId(id, AT)).isEmpty();
    assertThat(window.ofId(id, null)).isEmpty();
    assertThat(window.entryCount()).isZero();
  }

  @Test
  void whatIsNotDecidedNeverReplacesADecision() {
    take(decision(Outcome.REDEEMED, 10, 10));
    take(decision(Outcome.NOT_DECIDED, 20, 10));
    assertThat(window.ofId(id, AT).orElseThrow().getOutcome()).isEqualTo(Outcome.REDEEMED);
    assertThat(window.entryCount()).isEqualTo(1);
  }

  @Test
  void whatIsNotDecidedEndsTheWaitsOfThoseWhoAskedAboutThatPositionAlone() {
    Waiter asks = waiters.register(id, Purpose.QUESTION, any -> true).orElseThrow();
    asks.sentTo(AT);
    Waiter asksAboutAnother = waiters.register(id, Purpose.QUESTION, any -> true).orElseThrow();
    asksAboutAnother.sentTo(new LogPosition(0, 30));
    Waiter sends = waiters.register(id, Purpose.CHANGE, this::isOfContent).orElseThrow();
    sends.sentTo(AT);

    take(decision(Outcome.NOT_DECIDED, 20, 10));
    assertThat(asks.isDone()).isTrue();
    assertThat(asksAboutAnother.isDone()).isFalse();
    assertThat(sends.isDone()).isFalse();
    take(decision(Outcome.REDEEMED, 30, 30));
    assertThat(asksAboutAnother.isDone()).isTrue();
    assertThat(sends.isDone()).isTrue();
  }

  @Test
  void aDecisionEndsTheQuestionAndMayBeAskedForAgainOnceTheWindowForgotIt() {
    questions.ask(id, AT);
    take(decision(Outcome.REDEEMED, 20, 10));
    assertThat(window.ofId(id, AT)).isPresent();
    assertThat(questions.pending(id, AT)).isEmpty();
    assertThat(questions.openCount()).isZero();
    assertThat(questions.isWorthAsking(id, AT)).isTrue();
  }

  @Test
  void thatTheIdWasReusedAnswersNoQuestionAboutIt() {
    questions.ask(id, AT);
    take(
        RedemptionDecided.newBuilder(decision(Outcome.REFUSED, 15, 15))
            .setReason(RefusalReason.REQUEST_ID_REUSED)
            .build());
    assertThat(questions.pending(id, AT)).isPresent();
  }

  @Test
  void aQuestionThatTheBrokerDidNotTakeIsPendingAndAskedAgainAfterAWhile() {
    questions.ask(id, AT);
    told.getFirst().failed();
    assertThat(questions.pending(id, AT)).isPresent();
    assertThat(questions.openCount()).isZero();
    assertThat(questions.isWorthAsking(id, AT)).isFalse();
    clock.pass(Questions.RETRY_AFTER);
    assertThat(questions.isWorthAsking(id, AT)).isTrue();
    questions.ask(id, AT);
    assertThat(sent).hasSize(2);
    assertThat(questions.openCount()).isEqualTo(1);
  }

  @Test
  void aQuestionThatTheLaneWentPastIsNotPending() {
    questions.ask(id, AT);
    told.getFirst().at(new LogPosition(0, 20));
    take(decision(Outcome.REDEEMED, UUID.randomUUID(), 21, 21));
    assertThat(questions.pending(id, AT)).isEmpty();
    assertThat(questions.isWorthAsking(id, AT)).isFalse();
  }

  @Test
  void onlySoManyAreOpenAndThoseThatTheLaneWentPastMakeRoom() {
    questions.ask(id, AT);
    questions.ask(UUID.randomUUID(), AT);
    assertThat(questions.ask(UUID.randomUUID(), AT)).isFalse();
    assertThat(sent).hasSize(2);
    told.getFirst().at(new LogPosition(0, 20));
    take(decision(Outcome.REDEEMED, UUID.randomUUID(), 21, 21));
    assertThat(questions.ask(UUID.randomUUID(), AT)).isTrue();
  }

  @Test
  void whatWasNotDecidedMayBeAskedAgainAfterAQuarterOfAnHour() {
    questions.ask(id, AT);
    take(decision(Outcome.NOT_DECIDED, 20, 10));
    clock.pass(Questions.REMEMBERED.minusMillis(1));
    results.evict();
    assertThat(questions.isWorthAsking(id, AT)).isFalse();
    clock.pass(Duration.ofMillis(1));
    results.evict();
    assertThat(questions.isWorthAsking(id, AT)).isTrue();
  }

  @Test
  void whereVersionOneIsWrittenNothingIsWorthAsking() {
    assertThat(questions(1).isWorthAsking(id, AT)).isFalse();
    assertThat(questions(2).isWorthAsking(id, AT)).isTrue();
  }

  private boolean isOfContent(RedemptionDecided decision) {
    return decision.getContentFingerprint().equals(SampleResults.fingerprint(1));
  }

  private RedemptionDecided decision(Outcome outcome, long answered, long position) {
    return decision(outcome, id, answered, position);
  }

  private static RedemptionDecided decision(
      Outcome outcome, UUID id, long answered, long position) {
    int content = outcome == Outcome.NOT_DECIDED ? 2 : 1;
    return RedemptionDecided.newBuilder(SampleResults.of(id, content, outcome, answered))
        .setPosition(new Position(0, position))
        .build();
  }

  private void take(RedemptionDecided decision) {
    results.accept(
        new ConsumerRecord<>(Topics.RESULTS, 0, 0, null, CODEC.encode(decision)), Long.MAX_VALUE);
  }
}
