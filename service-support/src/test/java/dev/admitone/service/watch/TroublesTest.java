package dev.admitone.service.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When something that polls find turns readiness red, and when green again. */
class TroublesTest {

  private static final Instant START = Instant.parse("2026-05-04T12:00:00Z");
  private static final Set<String> TOPIC = Set.of("invites");

  private final Troubles troubles = new Troubles();

  @Test
  void whatDoesNotPassByItselfCountsWithTheSecondPollInARow() {
    poll(0, Finding.lasting("invites", "gone"));
    assertThat(at(1)).isEmpty();
    poll(2, Finding.lasting("invites", "gone"));
    assertThat(at(2)).containsExactly(new Trouble("invites", "gone", START));
    assertThat(at(2).getFirst().text()).isEqualTo("since 2026-05-04T12:00:00Z: gone");
  }

  @Test
  void whatWasFoundOnceAloneNeverCounts() {
    poll(0, Finding.lasting("invites", "gone"));
    poll(2);
    poll(4, Finding.lasting("invites", "gone"));
    assertThat(at(5)).isEmpty();
    poll(6, Finding.lasting("invites", "gone"));
    assertThat(at(6)).containsExactly(new Trouble("invites", "gone", START.plusSeconds(4)));
  }

  @Test
  void whatMayPassCountsOnceItHasLasted() {
    long lasts = Troubles.PASSES_WITHIN.toSeconds();
    poll(0, Finding.passing("invites", "no leader"));
    poll(2, Finding.passing("invites", "no leader"));
    assertThat(at(lasts - 1)).isEmpty();
    // Also while the next poll waits for an answer.
    assertThat(at(lasts)).extracting(Trouble::what).containsExactly("no leader");
  }

  @Test
  void anElectionThatEndsInTimeNeverCounts() {
    for (int second = 0; second < 8; second += 2) {
      poll(second, Finding.passing("invites", "no leader"));
      assertThat(at(second)).isEmpty();
    }
    poll(8);
    assertThat(at(20)).isEmpty();
  }

  @Test
  void itIsOverWithTheSecondPollThatDoesNotFindItSoThatNothingFlaps() {
    poll(0, Finding.lasting("invites", "gone"));
    poll(2, Finding.lasting("invites", "gone"));
    assertThat(at(2)).hasSize(1);
    poll(4);
    assertThat(at(4)).hasSize(1);
    poll(6, Finding.lasting("invites", "gone"));
    poll(8);
    assertThat(at(8)).extracting(Trouble::since).containsExactly(START);
    poll(10);
    assertThat(at(10)).isEmpty();
  }

  @Test
  void whereNothingIsKnownNothingChanges() {
    poll(0, Finding.lasting("invites", "gone"));
    poll(2, Finding.lasting("invites", "gone"));
    assertThat(at(2)).hasSize(1);
    for (int second = 4; second < 20; second += 2) {
      troubles.polled(
          START.plusSeconds(second), Set.of("broker"), List.of(Finding.passing("broker", "none")));
    }
    assertThat(at(20)).extracting(Trouble::about).containsExactly("invites", "broker");
  }

  @Test
  void redWithin15SecondsAfterTheBrokersStop() {
    // A pause, then a poll whose two questions both wait, or the rest of what an election may take.
    Duration poll = TopicWatch.REPLY_TIMEOUT.multipliedBy(2);
    Duration found = TopicWatch.PAUSE.plus(poll);
    Duration lasted = TopicWatch.PAUSE.plus(Troubles.PASSES_WITHIN);
    assertThat(found).isLessThan(Duration.ofSeconds(15));
    assertThat(lasted).isLessThan(Duration.ofSeconds(15));
    assertThat(TopicWatch.REQUEST_TIMEOUT)
        .as("a delay of 3 s")
        .isGreaterThan(Duration.ofSeconds(3));
  }

  private void poll(int second, Finding... findings) {
    troubles.polled(START.plusSeconds(second), TOPIC, List.of(findings));
  }

  private List<Trouble> at(long second) {
    return troubles.at(START.plusSeconds(second));
  }
}
