package dev.admitone.faults.checker;

import dev.admitone.faults.history.History;
import java.util.List;

/** Checks all promises. */
public final class Checker {

  private static final List<PromiseCheck> CHECKS =
      List.of(
          new NeverOver(),
          new OncePerUser(),
          new OneDecision(),
          new NothingLost(),
          new InOrder(),
          new Replayable(),
          new NoSecrets(),
          new NoContention(),
          new NeverSilentlyApart(),
          new HonestReadiness(),
          new BoundedMemory(),
          new HonestConsole());

  private Checker() {}

  /** The violations in the order of the promises; empty if all were kept. */
  public static List<Violation> check(History history) {
    return CHECKS.stream().flatMap(check -> check.check(history).stream()).toList();
  }
}
