package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.drain.DrainLoad;
import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.steps.Step;
import java.util.ArrayList;
import java.util.List;

/** Other loads in the log. */
final class LoadsPart {

  private LoadsPart() {}

  static Section section(RunSize.Drains size) {
    int drains = size.otherRounds() * DrainLoad.values().length;
    return Section.of(
        "loads",
        "other loads in the log",
        DrainSteps.PROCESSOR_START.plusMillis(size.otherRequests() / 25L).multipliedBy(drains),
        (testBed, findings) -> steps(size, new DrainSteps(testBed, findings)));
  }

  private static List<Step> steps(RunSize.Drains size, DrainSteps drains) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        drains.warmUp(
            DrainLoad.HOT, Processor.LANES_DEFAULT, size.otherRequests(), "drainByLoad.hot"));
    for (int round = 1; round <= size.otherRounds(); round++) {
      for (DrainLoad load : DrainLoad.values()) {
        String id = "drainByLoad." + load.id();
        steps.add(drains.drain(load, Processor.LANES_DEFAULT, size.otherRequests(), id));
      }
    }
    return steps;
  }
}
