package dev.admitone.ops.topics;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.records.FoundRecords;
import dev.admitone.ops.records.LogTopic;
import dev.admitone.ops.records.RecordDisplay;
import dev.admitone.ops.records.Search;
import dev.admitone.ops.records.ShownRecord;
import dev.admitone.ops.records.TopicReader;
import dev.admitone.schemas.topics.TopicNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Shows the topics and their records. Each question takes no longer than the log's search time. */
public final class Topics {

  private static final Comparator<ShownRecord> IN_TIME =
      Comparator.comparing(ShownRecord::time)
          .thenComparingInt(record -> record.position().partition())
          .thenComparingLong(record -> record.position().offset());

  private final TopicReader reader;
  private final RecordDisplay display;
  private final TopicNames names;
  private final int partitions;

  Topics(TopicReader reader, RecordDisplay display, TopicNames names, int partitions) {
    this.reader = reader;
    this.display = display;
    this.names = names;
    this.partitions = partitions;
  }

  /** All topics, also those that cannot be read now. */
  public TopicList list() {
    List<TopicSummary> summaries = new ArrayList<>();
    boolean readable = true;
    for (LogTopic topic : LogTopic.values()) {
      TopicSummary summary =
          readable ? summary(topic) : missing(topic, Reason.LOG_UNAVAILABLE.sentence());
      // Each question to a broker that is not there costs seconds.
      readable = !Reason.LOG_UNAVAILABLE.sentence().equals(summary.missing());
      summaries.add(summary);
    }
    return new TopicList(summaries);
  }

  private TopicSummary summary(LogTopic topic) {
    try {
      return new TopicSummary(
          topic.path(), topic.on(names), List.copyOf(reader.ranges(topic.on(names))), null);
    } catch (RefusedCallException e) {
      return missing(topic, e.reason().sentence());
    }
  }

  private TopicSummary missing(LogTopic topic, String why) {
    return new TopicSummary(topic.path(), topic.on(names), List.of(), why);
  }

  /**
   * The topic that a path names.
   *
   * @throws RefusedCallException if the deployment has no such topic
   */
  LogTopic topic(String typed) {
    return LogTopic.of(typed, names)
        .orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_TOPIC));
  }

  /**
   * Looks for records.
   *
   * @throws RefusedCallException if the topic does not have what the search begins with, or cannot
   *     be read now
   */
  RecordPage records(LogTopic topic, RecordQuery query) {
    RecordKey key = query.key();
    Search search =
        new Search(
            topic.on(names),
            query.begin(),
            partition(topic, query),
            query.before(),
            record -> key == null || key.isOf(record),
            query.isAboutLatest() ? Integer.MAX_VALUE : query.limit());
    FoundRecords<ShownRecord> found = reader.search(search, record -> display.show(topic, record));
    List<ShownRecord> items =
        found.records().stream()
            .sorted(query.isAboutLatest() ? IN_TIME.reversed() : IN_TIME)
            .limit(query.limit())
            .toList();
    return new RecordPage(topic.path(), items, found.searched(), found.partial(), found.next());
  }

  /** All records of a code lie on its partition, in the topics that are keyed by code. */
  private @Nullable Integer partition(LogTopic topic, RecordQuery query) {
    if (query.partition() != null || query.key() == null || !topic.isByCode()) {
      return query.partition();
    }
    return query.key().partitionOfCode(partitions).orElse(null);
  }

  /**
   * One record.
   *
   * @throws RefusedCallException if the topic does not have it, or cannot be read now
   */
  ShownRecord record(LogTopic topic, Position position) {
    return display.show(topic, whole(topic, position));
  }

  /** One record as it is; see {@link #record}. */
  ConsumerRecord<byte[], byte[]> whole(LogTopic topic, Position position) {
    return reader
        .record(topic.on(names), position.partition(), position.offset())
        .orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_RECORD));
  }
}
