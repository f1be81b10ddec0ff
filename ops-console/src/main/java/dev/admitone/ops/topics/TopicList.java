package dev.admitone.ops.topics;

import java.util.List;

/** The topics of the deployment. */
public record TopicList(List<TopicSummary> topics) {

  /** Copies the topics. */
  public TopicList {
    topics = List.copyOf(topics);
  }
}
