package dev.admitone.faults.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.faults.checker.Violation;
import dev.admitone.faults.schedule.FaultKind;
import dev.admitone.faults.schedule.Schedule;
import dev.admitone.faults.schedule.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fixed set of faults, one of each sort, short enough for each build. */
@Tag("services")
@Timeout(1_800)
class ShortFaultsTest {

  private static final long SEED = 20;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final List<FaultKind> KINDS =
      List.of(
          FaultKind.CRASH_AFTER_COMMIT,
          FaultKind.HOSTILE_RECORDS,
          FaultKind.SESSIONS_TERMINATED,
          FaultKind.ONE_ID_ON_TWO_CODES,
          FaultKind.PROCESSOR_TO_BROKER_CUT,
          FaultKind.GATEWAY_KILLED,
          FaultKind.OLD_FUNCTION_BESIDE,
          FaultKind.DATABASE_KILLED);

  @TempDir private Path directory;

  @Test
  void noPromiseIsBrokenByTheFixedSet() throws Exception {
    Outcome outcome =
        FaultRun.run(new Schedule(SEED, steps()), 1, directory.resolve("run"), _ -> {});
    assertThat(outcome.violations()).extracting(Violation::inWords).isEmpty();
    assertThat(outcome.faults()).isEqualTo(KINDS.size());
    assertThat(outcome.inOneLine()).contains("0 broken promises", "seed 20");
  }

  private static List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    Duration at = PAUSE;
    for (FaultKind kind : KINDS) {
      steps.add(new Step(at, kind, PAUSE, steps.size()));
      at = at.plus(PAUSE).plus(PAUSE);
    }
    return steps;
  }
}
