package dev.admitone.gateway.log.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.support.SampleResults;
import dev.admitone.gateway.support.SettableClock;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ResultsWindowTest {

  private static final RecordCodec<RedemptionDecided> CODEC = RecordCodec.results(1);

  private final SettableClock clock = new SettableClock();
  private final ResultsWindow window =
      new ResultsWindow(CODEC::decode, clock, Duration.ofMinutes(15), DataSize.ofKilobytes(4));
  private final UUID id = UUID.randomUUID();

  @Test
  void forgetsAResultAfterTheRetention() {
    put(id, 1, Outcome.REDEEMED, 0);
    clock.pass(Duration.ofMinutes(15));
    window.evict();
    assertThat(window.ofId(id, null)).isPresent();
    clock.pass(Duration.ofMillis(1));
    window.evict();
    assertThat(window.ofId(id, null)).isEmpty();
    assertThat(window.bytes()).isZero();
    assertThat(window.entryCount()).isZero();
  }

  @Test
  void forgetsTheOldestWhenTheyTakeTooMuchMemory() {
    UUID last = id;
    for (int i = 0; i < 100; i++) {
      last = UUID.randomUUID();
      put(last, 1, Outcome.REDEEMED, i);
      assertThat(window.bytes()).isLessThanOrEqualTo(4 * 1024);
    }
    assertThat(window.entryCount()).isBetween(40, 100);
    assertThat(window.ofId(last, null)).isPresent();
  }

  @Test
  void keepsAResultThatComesAgainAsLongAsANewOne() {
    put(id, 1, Outcome.REDEEMED, 0);
    clock.pass(Duration.ofMinutes(10));
    put(id, 1, Outcome.REDEEMED, 5);
    clock.pass(Duration.ofMinutes(10));
    window.evict();
    assertThat(window.ofId(id, null)).isPresent();
    assertThat(window.entryCount()).isEqualTo(1);
    clock.pass(Duration.ofMinutes(10));
    window.evict();
    assertThat(window.ofId(id, null)).isEmpty();
    assertThat(window.bytes()).isZero();
  }

  @Test
  void aLaterDecisionReplacesADeadLetterButNeverTheOtherWayRound() {
    put(id, 1, Outcome.DEAD_LETTERED, 0);
    put(id, 1, Outcome.REDEEMED, 1);
    assertThat(outcomeOf(id)).isEqualTo(Outcome.REDEEMED);
    put(id, 1, Outcome.DEAD_LETTERED, 2);
    assertThat(outcomeOf(id)).isEqualTo(Outcome.REDEEMED);
  }

  @Test
  void aDeadLetterOfOtherContentDoesNotHideTheDecision() {
    put(id, 0, Outcome.DEAD_LETTERED, 0);
    put(id, 9, Outcome.DEAD_LETTERED, 2);
    put(id, 5, Outcome.REDEEMED, 1);
    assertThat(outcomeOf(id)).isEqualTo(Outcome.REDEEMED);
    assertThat(window.ofId(id, new LogPosition(0, 2)).orElseThrow().getOutcome())
        .isEqualTo(Outcome.DEAD_LETTERED);
  }

  @Test
  void tellsContentsApart() {
    put(id, 1, Outcome.REDEEMED, 0);
    assertThat(window.ofRequest(id, SampleResults.fingerprint(1))).isPresent();
    assertThat(window.ofRequest(id, SampleResults.fingerprint(-1))).isEmpty();
    assertThat(window.ofRequest(UUID.randomUUID(), SampleResults.fingerprint(1))).isEmpty();
  }

  @Test
  void findsEachIdAmongMany() {
    ResultsWindow large =
        new ResultsWindow(CODEC::decode, clock, Duration.ofMinutes(15), DataSize.ofMegabytes(10));
    for (int i = 0; i < 1_000; i++) {
      UUID each = UUID.randomUUID();
      put(large, SampleResults.of(each, i, Outcome.REDEEMED, i));
      assertThat(large.ofId(each, null).map(RedemptionDecided::getRequestId)).contains(each);
    }
  }

  @Test
  void manyContentsOfOneIdKeepItsDecisionAndTheLatestAndNothingElse() {
    ResultsWindow large =
        new ResultsWindow(CODEC::decode, clock, Duration.ofMinutes(15), DataSize.ofMegabytes(100));
    put(large, SampleResults.of(id, 0, Outcome.REDEEMED, 0));
    int count = 40_000;
    for (int i = 1; i <= count; i++) {
      put(large, reuse(i));
    }
    assertThat(large.entryCount()).isEqualTo(ResultsWindow.PER_ID_MAX);
    assertThat(large.ofId(id, null).map(RedemptionDecided::getOutcome)).contains(Outcome.REDEEMED);
    assertThat(large.ofId(id, new LogPosition(0, count)).map(RedemptionDecided::getReason))
        .contains(RefusalReason.REQUEST_ID_REUSED);
    assertThat(large.ofRequest(id, fingerprint(count))).isPresent();
    assertThat(large.ofRequest(id, fingerprint(1))).isEmpty();
    clock.pass(Duration.ofMinutes(16));
    large.evict();
    assertThat(large.bytes()).isZero();
    assertThat(large.entryCount()).isZero();
  }

  /** What others wait for is held for the search alone, and a record is read at most once. */
  @Test
  void anAnswerReadsOneRecordAndNoneUnderTheLock() {
    AtomicInteger read = new AtomicInteger();
    AtomicReference<ResultsWindow> self = new AtomicReference<>();
    ResultsWindow counted =
        new ResultsWindow(
            record -> {
              read.incrementAndGet();
              assertThat(Thread.holdsLock(self.get())).isFalse();
              return CODEC.decode(record);
            },
            clock,
            Duration.ofMinutes(15),
            DataSize.ofMegabytes(10));
    self.set(counted);
    put(counted, SampleResults.of(id, 0, Outcome.REDEEMED, 0));
    for (int i = 1; i <= 100; i++) {
      put(counted, reuse(i));
    }
    assertThat(read).hasValue(0);
    for (LogPosition at :
        new @Nullable LogPosition[] {
          null, new LogPosition(0, 0), new LogPosition(0, 100), new LogPosition(0, 7)
        }) {
      read.set(0);
      assertThat(counted.ofId(id, at)).isPresent();
      assertThat(read).hasValue(1);
    }
    read.set(0);
    assertThat(counted.ofRequest(id, fingerprint(100))).isPresent();
    assertThat(read).hasValue(1);
    put(counted, SampleResults.of(UUID.randomUUID(), 1, Outcome.DEAD_LETTERED, 200));
    read.set(0);
    assertThat(counted.finalOfId(UUID.randomUUID(), null)).isEmpty();
    assertThat(read).hasValue(0);
  }

  @Test
  void aDeadLetterOfAnEarlierAttemptIsNotReadWhereOnlyADecisionCounts() {
    put(id, 1, Outcome.DEAD_LETTERED, 0);
    assertThat(window.finalOfId(id, new LogPosition(0, 9))).isEmpty();
    assertThat(window.ofId(id, new LogPosition(0, 9))).isPresent();
    put(id, 1, Outcome.REDEEMED, 1);
    assertThat(window.finalOfId(id, new LogPosition(0, 9))).isPresent();
  }

  private RedemptionDecided reuse(int content) {
    return RedemptionDecided.newBuilder(SampleResults.of(id, 0, Outcome.REFUSED, content))
        .setReason(RefusalReason.REQUEST_ID_REUSED)
        .setContentFingerprint(fingerprint(content))
        .build();
  }

  private static ContentFingerprint fingerprint(int content) {
    return new ContentFingerprint(ByteBuffer.allocate(16).putInt(12, content).array());
  }

  private Outcome outcomeOf(UUID request) {
    return window.ofId(request, null).orElseThrow().getOutcome();
  }

  private void put(UUID request, int content, Outcome outcome, long offset) {
    put(window, SampleResults.of(request, content, outcome, offset));
  }

  private static void put(ResultsWindow window, RedemptionDecided decision) {
    window.put(decision, CODEC.encode(decision));
  }
}
