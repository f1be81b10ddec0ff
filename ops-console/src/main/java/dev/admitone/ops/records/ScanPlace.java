package dev.admitone.ops.records;

/** How far a search has come in a partition. */
final class ScanPlace {

  private final OffsetRange range;
  private final long from;
  private long next;
  private boolean done;

  /** Begins at the offset, and ends at the end that the partition has now. */
  ScanPlace(OffsetRange range, long from) {
    this.range = range;
    this.from = from;
    this.next = from;
    this.done = from >= range.end();
  }

  OffsetRange range() {
    return range;
  }

  /** The first offset that was not looked at. */
  long next() {
    return next;
  }

  boolean isOpen() {
    return !done;
  }

  boolean hasBegun() {
    return next > from;
  }

  /** Everything before the offset is looked at. */
  void reach(long offset) {
    next = Math.max(next, Math.min(offset, range.end()));
    done = done || next >= range.end();
  }

  /** Nothing that is wanted follows. */
  void finish() {
    done = true;
  }

  SearchedOffsets searched() {
    return new SearchedOffsets(range.partition(), range.first(), range.end(), from, next);
  }
}
