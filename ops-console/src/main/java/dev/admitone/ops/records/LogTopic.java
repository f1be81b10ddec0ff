package dev.admitone.ops.records;

import dev.admitone.schemas.topics.TopicNames;
import java.util.Optional;

/** The topics of a deployment. The console reads no others. */
public enum LogTopic {
  REQUESTS,
  RESULTS,
  INVITES,
  DEAD_LETTERS,
  ALERTS;

  /**
   * The topic that a path names, with the deployment's prefix or without; empty if it is none of
   * them.
   */
  public static Optional<LogTopic> of(String typed, TopicNames names) {
    for (LogTopic each : values()) {
      if (typed.equals(each.path()) || typed.equals(each.on(names))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Its own name, which paths have. */
  public String path() {
    return on(TopicNames.WITHOUT_PREFIX);
  }

  /** Its name on the broker. */
  public String on(TopicNames names) {
    return switch (this) {
      case REQUESTS -> names.requests();
      case RESULTS -> names.results();
      case INVITES -> names.invites();
      case DEAD_LETTERS -> names.deadLetters();
      case ALERTS -> names.alerts();
    };
  }

  /** Whether each record lies on the partition of its key, if the key is an invite code. */
  public boolean isByCode() {
    return this == REQUESTS || this == INVITES;
  }
}
