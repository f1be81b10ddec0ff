package dev.admitone.ops.drift;

import java.util.ArrayList;
import java.util.List;

/** The drifts of one kind: all are counted, and the first are kept. */
final class Found {

  /** A ledger in which much is wrong must not fill the memory or the page. */
  static final int KEPT_MAX = 100;

  private final List<Drift> first = new ArrayList<>();
  private long count;

  /** Takes note of a drift, and returns whether it is kept. */
  boolean add(Drift drift) {
    count++;
    return first.size() < KEPT_MAX && first.add(drift);
  }

  long count() {
    return count;
  }

  List<Drift> first() {
    return List.copyOf(first);
  }
}
