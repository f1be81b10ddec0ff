package dev.admitone.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.RecordCodec;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ResultsWindowTest {

  private static final RecordCodec<RedemptionDecided> CODEC = RecordCodec.results(1);

  private final SettableClock clock = new SettableClock();
  private final ResultsWindow window =
      new ResultsWindow(CODEC, clock, Duration.ofMinutes(15), DataSize.ofKilobytes(4));
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
    assertThat(window.entryCount()).isBetween(1, 20);
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
    assertThat(window.ofRequest(id, Decisions.fingerprint(1))).isPresent();
    assertThat(window.ofRequest(id, Decisions.fingerprint(-1))).isEmpty();
    assertThat(window.ofRequest(UUID.randomUUID(), Decisions.fingerprint(1))).isEmpty();
  }

  @Test
  void findsEachIdAmongMany() {
    ResultsWindow large =
        new ResultsWindow(CODEC, clock, Duration.ofMinutes(15), DataSize.ofMegabytes(10));
    for (int i = 0; i < 1_000; i++) {
      UUID each = UUID.randomUUID();
      put(large, Decisions.of(each, i, Outcome.REDEEMED, i));
      assertThat(large.ofId(each, null).map(RedemptionDecided::getRequestId)).contains(each);
    }
  }

  private Outcome outcomeOf(UUID request) {
    return window.ofId(request, null).orElseThrow().getOutcome();
  }

  private void put(UUID request, int content, Outcome outcome, long offset) {
    put(window, Decisions.of(request, content, outcome, offset));
  }

  private static void put(ResultsWindow window, RedemptionDecided decision) {
    window.put(decision, CODEC.encode(decision));
  }
}
