package dev.admitone.processor.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this process decides.
 *
 * @param lanes consumer threads; a partition is read by one, one may read many
 * @param instance a name that this process alone has, and has again after a restart: the restarted
 *     process takes its partitions back at once, also after a kill; without one, the others or the
 *     restarted process wait until the killed one's session ends
 * @param pace the least time from the beginning of one batch to that of the next under load: fewer
 *     batches that carry more take less processor time; 0: the next one begins at once; a request
 *     after a pause never waits
 * @param sweepInterval the pause between two looks for changes that were made by SQL; these reach
 *     the invites topic this much later
 * @param compareInterval the pause between two comparisons of ledger and log
 * @param replay runs the log into a ledger of its own, for an audit: nothing is compared with the
 *     log, published, or swept; the consumer group must be one of its own, too
 * @param backOff how a lane waits when the database or the broker fails
 * @param databaseWait how long a start waits for the database
 * @param schema of the database, where the tables are; none, or an empty text: the first of the
 *     sessions' search path, as a rule {@code public}
 * @param session what the database ends by itself when a processor freezes in a transaction
 */
@ConfigurationProperties("admit-one.processor")
public record ProcessorProperties(
    @DefaultValue("2") int lanes,
    @Nullable String instance,
    @DefaultValue("5ms") Duration pace,
    @DefaultValue("2s") Duration sweepInterval,
    @DefaultValue("10s") Duration compareInterval,
    @DefaultValue("false") boolean replay,
    @DefaultValue BackOff backOff,
    @DefaultValue("60s") Duration databaseWait,
    @Nullable String schema,
    @DefaultValue Session session) {

  /** A longer one would be felt by each caller, and saves nothing more. */
  private static final Duration PACE_MAX = Duration.ofMillis(250);

  /** Checks the values. */
  public ProcessorProperties {
    schema = schema == null || schema.isBlank() ? null : schema;
    if (lanes < 1) {
      throw new IllegalArgumentException("admit-one.processor.lanes must be at least 1");
    }
    if (pace.isNegative() || pace.compareTo(PACE_MAX) > 0) {
      throw new IllegalArgumentException(
          "admit-one.processor.pace must be between 0 and " + PACE_MAX.toMillis() + " ms");
    }
    if (!sweepInterval.isPositive()) {
      throw new IllegalArgumentException("admit-one.processor.sweep-interval must be above 0");
    }
    if (!compareInterval.isPositive()) {
      throw new IllegalArgumentException("admit-one.processor.compare-interval must be above 0");
    }
  }

  /**
   * Waiting for the infrastructure.
   *
   * @param initial the first wait; each further one is twice as long
   * @param max the longest wait
   */
  public record BackOff(
      @DefaultValue("100ms") Duration initial, @DefaultValue("5s") Duration max) {}

  /**
   * Time-outs of a lane's database session. Each must be below the consumer's {@code
   * max.poll.interval.ms}: a lane that lost its partitions must have lost its row locks before.
   *
   * @param transaction the longest transaction
   * @param idleInTransaction the longest pause within a transaction
   * @param lock the longest wait for a row lock
   * @param network the longest wait for a packet's acknowledgement or a response
   */
  public record Session(
      @DefaultValue("30s") Duration transaction,
      @DefaultValue("10s") Duration idleInTransaction,
      @DefaultValue("10s") Duration lock,
      @DefaultValue("40s") Duration network) {}
}
