package dev.admitone.faults.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The faults of a run in the order of their beginnings. The same seed, duration and kinds give the
 * same schedule, on every machine: {@link Random} is specified to the bit.
 *
 * @param seed what it was drawn from
 * @param steps sorted by their beginnings
 */
public record Schedule(long seed, List<Step> steps) {

  private static final int PAUSE_MILLIS_MIN = 1_000;
  private static final int PAUSE_MILLIS_MAX = 6_000;
  private static final int LASTS_MILLIS_MIN = 500;
  private static final int LASTS_MILLIS_MAX = 8_000;
  private static final int TARGETS = 1_000;

  /** Of so many faults one begins together with the one before it. */
  private static final int TOGETHER_ONE_IN = 4;

  /** Takes a sorted copy. */
  public Schedule {
    steps = steps.stream().sorted(Comparator.comparing(Step::at)).toList();
  }

  /**
   * Draws a schedule.
   *
   * @param duration before its end all faults have healed
   * @param kinds from which faults are drawn
   */
  public static Schedule of(long seed, Duration duration, Set<FaultKind> kinds) {
    List<FaultKind> inOrder = kinds.stream().sorted().toList();
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    long at = between(random, PAUSE_MILLIS_MIN, PAUSE_MILLIS_MAX);
    while (true) {
      FaultKind kind = inOrder.get(random.nextInt(inOrder.size()));
      long lasts = kind.lastsMin().toMillis() + between(random, LASTS_MILLIS_MIN, LASTS_MILLIS_MAX);
      int target = random.nextInt(TARGETS);
      boolean isAlone = random.nextInt(TOGETHER_ONE_IN) > 0;
      long pause = between(random, PAUSE_MILLIS_MIN, PAUSE_MILLIS_MAX);
      if (at + lasts > duration.toMillis()) {
        return new Schedule(seed, steps);
      }
      steps.add(new Step(Duration.ofMillis(at), kind, Duration.ofMillis(lasts), target));
      at += isAlone ? lasts + pause : PAUSE_MILLIS_MIN;
    }
  }

  /** Whether a fault of it needs disks of their own for the data. */
  public boolean needsDisks() {
    return steps.stream().anyMatch(step -> step.kind().needsDisks());
  }

  /** Without those faults; the others begin and end as before. */
  public Schedule withoutDisks() {
    return new Schedule(seed, steps.stream().filter(step -> !step.kind().needsDisks()).toList());
  }

  private static int between(Random random, int min, int max) {
    return min + random.nextInt(max - min);
  }
}
