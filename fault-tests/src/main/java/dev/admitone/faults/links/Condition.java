package dev.admitone.faults.links;

/** How a link is. */
enum Condition {
  /** Everything passes. */
  SOUND,
  /** Everything passes later. */
  SLOW,
  /** Connections break, and new ones break at once. */
  CUT,
  /** Connections stay and nothing passes. */
  HALF_OPEN
}
