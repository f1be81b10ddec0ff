package dev.admitone.processor.redemption;

import static dev.admitone.processor.redemption.Domain.NOON;
import static dev.admitone.processor.redemption.Domain.fingerprint;
import static dev.admitone.processor.redemption.Domain.id;
import static dev.admitone.processor.redemption.Domain.invite;
import static dev.admitone.processor.redemption.Domain.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotScheduleTest {

  private static final Duration INTERVAL = Duration.ofSeconds(60);

  private long nanos = 1;
  private final SnapshotSchedule schedule = new SnapshotSchedule(INTERVAL, () -> nanos);
  private final List<LedgerEntry> decided = new ArrayList<>();
  private Invite current = invite("A", 10L, 0);
  private long requests;

  @Test
  void theFirstUseIsShownTheNextIsNotedAndThoseAfterItNeedNothing() {
    assertThat(commit(redeem())).isEqualTo("shown");
    assertThat(commit(redeem())).isEqualTo("noted");
    assertThat(commit(redeem())).isEqualTo("nothing");
    assertThat(commit(redeem(), redeem())).isEqualTo("nothing");
  }

  @Test
  void aNoteIsTrustedForLessTimeThanItStandsAndThenItBeginsAnew() {
    commit(redeem());
    SnapshotPlan noted = plan(redeem());
    noted.committed().run();
    assertThat(noted.owed().dueIn()).isEqualTo(INTERVAL);
    nanos += Duration.ofSeconds(44).toNanos();
    assertThat(commit(redeem())).isEqualTo("nothing");
    nanos += Duration.ofSeconds(1).toNanos();
    assertThat(commit(redeem())).isEqualTo("shown");
    assertThat(commit(redeem())).isEqualTo("noted");
  }

  @Test
  void whatIsRolledBackIsPlannedAgain() {
    plan(redeem());
    assertThat(commit(redeem())).isEqualTo("shown");
    plan(redeem());
    assertThat(commit(redeem())).isEqualTo("noted");
  }

  @Test
  void aNoteOfATransactionThatOutlastsItsPeriodIsNotTrusted() {
    commit(redeem());
    SnapshotPlan slow = plan(redeem());
    nanos += Duration.ofSeconds(50).toNanos();
    assertThat(plan(redeem()).atOnce()).hasSize(1);
    slow.committed().run();
    assertThat(commit(redeem())).isEqualTo("shown");
  }

  @Test
  void theLastUseIsShownAtOnce() {
    current = invite("A", 10L, 7);
    commit(redeem());
    commit(redeem());
    assertThat(commit(redeem())).isEqualTo("shown");
    assertThat(commit(redeem())).as("refused").isEqualTo("nothing");
  }

  @Test
  void whatAnOperatorDoesAndARefreshAreShownAtOnce() {
    commit(redeem());
    commit(redeem());
    Change<Long> unlimited = Change.to(null);
    assertThat(
            commit(
                new Command.ChangeInvite(
                    unlimited, Change.none(), Change.none(), Change.none(), "operator")))
        .isEqualTo("shown");
    assertThat(commit(redeem())).isEqualTo("nothing");
    assertThat(commit(new Command.Refresh())).isEqualTo("shown");
    assertThat(commit(redeem(), new Command.Refresh())).isEqualTo("shown");
  }

  @Test
  void aRepeatOfWhatWasCarriedOutIsShownAtOnceAndThatOfARefusalIsNot() {
    commit(redeem());
    commit(redeem());
    Request use = next(redeem());
    assertThat(commit(List.of(use))).isEqualTo("nothing");
    assertThat(commit(List.of(use))).isEqualTo("shown");
    current = invite("A", 0L, 0);
    Request refused = next(redeem());
    assertThat(commit(List.of(refused))).isEqualTo("nothing");
    assertThat(commit(List.of(refused))).isEqualTo("nothing");
  }

  private Command redeem() {
    return new Command.Redeem("user-" + requests);
  }

  private SnapshotPlan plan(Command... commands) {
    return schedule.plan(decide(List.of(commands).stream().map(this::next).toList()));
  }

  /** Plans, commits, and says what becomes of the snapshot. */
  private String commit(Command... commands) {
    return commit(List.of(commands).stream().map(this::next).toList());
  }

  private String commit(List<Request> batch) {
    BatchDecisions decisions = decide(batch);
    decided.addAll(decisions.changes().decisions());
    current = decisions.snapshots().iterator().next();
    SnapshotPlan plan = schedule.plan(decisions);
    plan.committed().run();
    if (!plan.atOnce().isEmpty()) {
      assertThat(plan.atOnce()).containsExactly(current);
      assertThat(plan.owed().codes()).isEmpty();
      return "shown";
    }
    return plan.owed().codes().isEmpty() ? "nothing" : "noted";
  }

  private BatchDecisions decide(List<Request> batch) {
    return BatchDecisions.decide(
        batch, new BatchState(List.of(current), List.of(), decided, List.of(), List.of()));
  }

  private Request next(Command command) {
    UUID id = id(++requests);
    return request(id, fingerprint("content " + requests), "A", command, requests, NOON);
  }
}
