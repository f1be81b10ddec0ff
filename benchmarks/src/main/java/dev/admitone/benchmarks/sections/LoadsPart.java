package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.drain.DrainLoad;
import java.util.ArrayList;
import java.util.List;

/** Other loads in the log. */
final class LoadsPart {

  private LoadsPart() {}

  static Section section(RunSize.Drains size) {
    int drains = size.otherRounds() * DrainLoad.values().length * 2;
    return Section.of(
        "loads",
        "other loads in the log",
        DrainSteps.PROCESSOR_START.plusMillis(size.otherRequests() / 25L).multipliedBy(drains),
        (testBed, findings) -> steps(size, new DrainSteps(testBed, findings)));
  }

  private static List<Step> steps(RunSize.Drains size, DrainSteps drains) {
    List<Step> steps = new ArrayList<>();
    steps.add(drains.warmUp(DrainLoad.HOT, 1, size.otherRequests(), "drainByLanes.hot.1"));
    for (int round = 1; round <= size.otherRounds(); round++) {
      for (DrainLoad load : DrainLoad.values()) {
        for (int lanes = 1; lanes <= 2; lanes++) {
          String id = "drainByLanes.%s.%d".formatted(load.id(), lanes);
          steps.add(drains.drain(load, lanes, size.otherRequests(), id));
        }
      }
    }
    return steps;
  }
}
