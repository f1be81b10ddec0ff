package dev.admitone.service.watch;

import java.util.List;

/** All topics that a service needs. */
public record TopicUses(List<TopicUse> all) {

  /** Makes an immutable copy. */
  public TopicUses {
    all = List.copyOf(all);
  }

  /** The given ones. */
  public static TopicUses of(TopicUse... all) {
    return new TopicUses(List.of(all));
  }
}
