package dev.admitone.ops.topics;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.records.OffsetRange;
import java.util.List;

/** The page of all topics. */
public record TopicsPage(Frame frame, List<TopicSummary> topics) {

  /** Copies the topics. */
  public TopicsPage {
    topics = List.copyOf(topics);
  }

  /** How many offsets the topic has. After a compaction it has fewer records. */
  public static long offsets(TopicSummary topic) {
    return topic.partitions().stream().mapToLong(TopicsPage::offsets).sum();
  }

  private static long offsets(OffsetRange range) {
    return range.end() - range.first();
  }
}
