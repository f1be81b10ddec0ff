package dev.admitone.schemas.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics: their own names, which a deployment may prefix ({@link TopicNames}), and the settings
 * that the services rely on.
 */
public final class Topics {

  /** Requests, keyed by canonical code. The broker's append time is the only clock. */
  public static final String REQUESTS = "redemption-requests";

  /** Results, keyed by request id, on the partition number of their request. */
  public static final String RESULTS = "redemption-results";

  /** Snapshots of the invites, keyed by canonical code, compacted. */
  public static final String INVITES = "invites";

  /** Requests that cannot be decided, as they came. */
  public static final String DEAD_LETTERS = "redemption-requests-dlt";

  /** Spikes that the statistics have detected, keyed by what was detected, compacted. */
  public static final String ALERTS = "redemption-alerts";

  /** The group of the statistics, and what the names of its own topics begin with. */
  public static final String STATISTICS = "redemption-statistics";

  /** Partitions of each topic where the setting has no other number. */
  public static final int PARTITION_COUNT_DEFAULT = 24;

  /** Header of a dead letter: a {@code DeadLetterReason}. */
  public static final String DEAD_LETTER_REASON_HEADER = "admit-one-reason";

  /** Header of a dead letter: what exactly is wrong, in words. */
  public static final String DEAD_LETTER_DETAIL_HEADER = "admit-one-detail";

  /** Header of a dead letter: {@code <partition>-<offset>} in the requests topic. */
  public static final String DEAD_LETTER_POSITION_HEADER = "admit-one-position";

  /** Header of a dead letter: the request's append time, ISO 8601. */
  public static final String DEAD_LETTER_TIME_HEADER = "admit-one-appended-at";

  private static final int MEBIBYTE = 1024 * 1024;

  private Topics() {}

  /** All topics, without a prefix, with the given number of partitions each. */
  public static List<TopicSettings> settings(int partitionCount) {
    return settings(TopicNames.WITHOUT_PREFIX, partitionCount);
  }

  /** All topics of a deployment with the given number of partitions each. */
  public static List<TopicSettings> settings(TopicNames names, int partitionCount) {
    return List.of(
        new TopicSettings(
            names.requests(),
            partitionCount,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                // The limit then applies to what a reader unpacks, not for what was sent: a small
                // compressed record of gigabytes would end the processor at each start.
                TopicConfig.COMPRESSION_TYPE_CONFIG,
                "uncompressed",
                TopicConfig.RETENTION_MS_CONFIG,
                millis(Duration.ofDays(7)),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(4 * MEBIBYTE))),
        new TopicSettings(
            names.results(),
            partitionCount,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                // As long as the requests: the healing of a ledger takes the results from here.
                TopicConfig.RETENTION_MS_CONFIG,
                millis(Duration.ofDays(7)))),
        new TopicSettings(
            names.invites(),
            partitionCount,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                // A gateway that starts reads the whole topic. Compacted once a fifth of it is new,
                // all but the last segment of each partition: with Kafka's defaults, half and one
                // gigabyte, a day of traffic would be read with the codes.
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                "0.2",
                TopicConfig.SEGMENT_BYTES_CONFIG,
                String.valueOf(16 * MEBIBYTE))),
        new TopicSettings(
            names.deadLetters(),
            partitionCount,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, millis(Duration.ofDays(30)),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(5 * MEBIBYTE))));
  }

  /**
   * What the statistics write: the alerts, the decisions on their way to the one task that counts
   * all of them, and the logs of changes of its stores. Each has one partition, so that raising
   * their number concerns none of these.
   */
  public static List<TopicSettings> statistics(TopicNames names) {
    return List.of(
        compacted(names.alerts()),
        new TopicSettings(
            names.statisticsDecisions(),
            1,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                // Retention goes by it: decisions of days ago are kept until they are counted.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.RETENTION_MS_CONFIG,
                millis(Duration.ofDays(1)))),
        compacted(names.statisticsStore("counted")),
        compacted(names.statisticsStore("numbers")),
        compacted(names.statisticsStore("texts")));
  }

  private static TopicSettings compacted(String name) {
    return new TopicSettings(
        name,
        1,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            // Read whole at a start: as the invites.
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.2",
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(16 * MEBIBYTE)));
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
