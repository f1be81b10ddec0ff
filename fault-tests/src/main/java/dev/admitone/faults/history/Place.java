package dev.admitone.faults.history;

import java.util.Comparator;

/** Where a record lies in a topic. */
public record Place(int partition, long offset) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::partition).thenComparingLong(Place::offset);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** {@code <partition>-<offset>}. */
  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
