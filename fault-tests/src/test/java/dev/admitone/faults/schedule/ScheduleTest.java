package dev.admitone.faults.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

  @Test
  void theSameSeedGivesTheSameScheduleAgain() {
    assertThat(Schedule.of(42, HOUR, ALL)).isEqualTo(Schedule.of(42, HOUR, ALL));
  }

  @Test
  void anotherSeedGivesAnotherSchedule() {
    List<Schedule> schedules =
        LongStream.range(0, 100).mapToObj(seed -> Schedule.of(seed, HOUR, ALL)).toList();
    assertThat(schedules.stream().map(Schedule::steps).distinct()).hasSize(100);
  }

  @Test
  void allFaultsHealBeforeTheEndAndAreInOrder() {
    Schedule schedule = Schedule.of(7, HOUR, ALL);
    assertThat(schedule.steps())
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.end()).isLessThanOrEqualTo(HOUR))
        .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
  }

  @Test
  void anHourHasEachKindAndSomeTogether() {
    List<Step> steps = Schedule.of(7, HOUR, ALL).steps();
    assertThat(steps.stream().map(Step::kind)).containsAll(ALL);
    assertThat(steps)
        .anySatisfy(
            step ->
                assertThat(steps)
                    .anyMatch(
                        other ->
                            other.at().compareTo(step.at()) > 0
                                && other.at().compareTo(step.end()) < 0));
  }

  @Test
  void withoutDisksTheOtherFaultsStayAsTheyAre() {
    Schedule all = Schedule.of(7, HOUR, ALL);
    Schedule others = all.withoutDisks();
    assertThat(all.needsDisks()).isTrue();
    assertThat(others.needsDisks()).isFalse();
    assertThat(others.steps())
        .isEqualTo(all.steps().stream().filter(step -> !step.kind().needsDisks()).toList());
  }

  @Test
  void onlyTheGivenKindsAreDrawn() {
    Set<FaultKind> two = EnumSet.of(FaultKind.BROKER_KILLED, FaultKind.DEADLOCK);
    assertThat(Schedule.of(1, HOUR, two).steps())
        .extracting(Step::kind)
        .containsOnly(FaultKind.BROKER_KILLED, FaultKind.DEADLOCK);
  }
}
