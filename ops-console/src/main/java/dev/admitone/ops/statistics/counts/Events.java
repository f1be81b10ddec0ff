package dev.admitone.ops.statistics.counts;

/** What happens while results are counted; each becomes a metric. */
public interface Events {

  /** A decision was counted. */
  void counted();

  /** A result was passed over, because its decision had been counted. */
  void repeated();

  /** A decision was passed over, because its hour is not kept any longer. */
  void late();

  /** A result could not be decoded, or has a time that cannot be. */
  void undecodable();

  /** A spike was detected. */
  void detected(AlertKind kind);
}
