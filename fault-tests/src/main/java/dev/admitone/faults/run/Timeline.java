package dev.admitone.faults.run;

import dev.admitone.faults.injection.Fault;
import dev.admitone.faults.injection.Faults;
import dev.admitone.faults.recording.Recorder;
import dev.admitone.faults.schedule.FaultKind;
import dev.admitone.faults.schedule.Schedule;
import dev.admitone.faults.schedule.Step;
import dev.admitone.testsupport.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Carries a schedule out. A fault that takes longer to inject or to heal than it was to last delays
 * what comes after it; the order stays. Used by one thread.
 */
final class Timeline {

  private final Faults faults;
  private final Recovery recovery;
  private final Recorder recorder;
  private final List<Fault> open = new ArrayList<>();

  /** Those that could not heal when it was their time. */
  private final List<Fault> late = new ArrayList<>();

  private final Map<FaultKind, List<Duration>> recoveries = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, Integer> injected = new EnumMap<>(FaultKind.class);

  private record Moment(Duration at, Step step, Fault fault, boolean isBegin) {}

  Timeline(Faults faults, Recovery recovery, Recorder recorder) {
    this.faults = faults;
    this.recovery = recovery;
    this.recorder = recorder;
  }

  /** Returns when the last fault of the schedule has healed. */
  void carryOut(Schedule schedule) throws InterruptedException {
    long begin = System.nanoTime();
    for (Moment moment : moments(schedule)) {
      long elapsed = System.nanoTime() - begin;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, moment.at().toNanos() - elapsed));
      if (moment.isBegin()) {
        inject(moment);
      } else {
        heal(moment);
      }
    }
  }

  private List<Moment> moments(Schedule schedule) {
    List<Moment> moments = new ArrayList<>();
    for (Step step : schedule.steps()) {
      Fault fault = faults.of(step);
      moments.add(new Moment(step.at(), step, fault, true));
      moments.add(new Moment(step.end(), step, fault, false));
    }
    moments.sort(Comparator.comparing(Moment::at));
    return moments;
  }

  private void inject(Moment moment) {
    recorder.fault("begins: " + moment.step().inWords());
    open.add(moment.fault());
    try {
      moment.fault().inject();
      injected.merge(moment.step().kind(), 1, Integer::sum);
    } catch (RuntimeException e) {
      recorder.fault("not injected, another fault is in the way: " + firstLine(e));
    }
  }

  private void heal(Moment moment) {
    if (isHealed(moment.fault())) {
      recorder.fault("healed: " + moment.step().inWords());
      open.remove(moment.fault());
      healLateOnes();
    } else {
      late.add(moment.fault());
    }
    if (open.isEmpty()) {
      Duration took = recovery.awaitHealed();
      recoveries.computeIfAbsent(moment.step().kind(), _ -> new ArrayList<>()).add(took);
      recorder.fault("recovered after %d ms".formatted(took.toMillis()));
    }
  }

  /** What was in their way may have healed now. */
  private void healLateOnes() {
    List<Fault> healed = late.stream().filter(this::isHealed).toList();
    late.removeAll(healed);
    open.removeAll(healed);
  }

  private boolean isHealed(Fault fault) {
    try {
      fault.heal();
      return true;
    } catch (RuntimeException e) {
      recorder.fault("not healed yet: " + firstLine(e));
      return false;
    }
  }

  private static String firstLine(RuntimeException e) {
    return e.toString().lines().findFirst().orElse("");
  }

  /** Heals what could not heal while another fault lasted. */
  void healTheRest() {
    for (Fault fault : List.copyOf(open)) {
      Await.patiently().until(() -> isHealed(fault));
      open.remove(fault);
    }
  }

  /** How often each fault was injected, without those whose target another fault had. */
  Map<FaultKind, Integer> injected() {
    return injected;
  }

  /** How long services took to be ready again after a fault that healed last, by its kind. */
  Map<FaultKind, List<Duration>> recoveries() {
    return recoveries;
  }
}
