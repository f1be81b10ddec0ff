package dev.admitone.ops.statistics.counts;

import java.time.Instant;

/**
 * A spike that was detected: the value of a record of the topic of alerts, as JSON.
 *
 * @param kind what is unusual
 * @param subject the reason, the user or the code
 * @param since the time of the decision with which it began to be unusual
 * @param seen the time of the last decision that belongs to it
 * @param count how much at most: refusals in a minute, codes, or users; of codes and users up to
 *     {@link #COUNT_MAX}, which stands for more
 * @param usual how much is not unusual
 */
public record Alert(
    AlertKind kind, String subject, Instant since, Instant seen, long count, long usual) {

  /** How many codes of a user, or users of a code, are told apart. */
  public static final int COUNT_MAX = 500;

  /** What was detected, which is the key of the record. */
  public String key() {
    return kind + ":" + subject;
  }
}
