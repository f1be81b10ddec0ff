package dev.admitone.ops.statistics.counts;

/** What can be unusual. The names are also those of the calls, of the topic and of the metric. */
public enum AlertKind {
  /** Refusals for one reason, in one minute, far above their past. */
  REFUSALS,
  /** One user is refused with many codes. */
  USER,
  /** One code is refused to many users. */
  CODE
}
