package dev.admitone.processor.redemption;

/** When the snapshot of an invite is to be published after a batch. */
public enum SnapshotUrgency {
  /** The batch has changed nothing. */
  NONE,

  /** The invite was used and can be used on: its results say how often. */
  OWED,

  /**
   * Limit or validity changed, the last use was granted, a use was given back, a refresh asks for
   * it, or a repeat says that the process may have ended before it published the snapshot.
   */
  AT_ONCE;

  SnapshotUrgency orMore(SnapshotUrgency other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
