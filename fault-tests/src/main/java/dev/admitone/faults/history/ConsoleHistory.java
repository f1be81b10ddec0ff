package dev.admitone.faults.history;

import java.util.List;

/** What the console told while a run lasted, and at its end. */
public record ConsoleHistory(List<Look> looks, List<Drift> drifts) {

  /** Takes copies. */
  public ConsoleHistory {
    looks = List.copyOf(looks);
    drifts = List.copyOf(drifts);
  }
}
