package dev.admitone.gateway.invites;

import dev.admitone.service.watch.TopicReplaced;
import org.springframework.context.event.EventListener;

/** Reads the invites anew when their topic was deleted and made again. */
final class ReplacedInvites {

  private final String topic;
  private final InviteStreams streams;

  ReplacedInvites(String topic, InviteStreams streams) {
    this.topic = topic;
    this.streams = streams;
  }

  /** Checks whether it is this topic. */
  @EventListener
  public void replaced(TopicReplaced replaced) {
    if (replaced.topic().equals(topic)) {
      streams.beginAgain();
    }
  }
}
