package dev.admitone.gateway.invites;

import dev.admitone.service.watch.TopicReplaced;
import org.springframework.context.event.EventListener;

/** Reads the invites anew when their topic was deleted and made again. */
final class ReplacedInvites {

  private final String topic;
  private final InvitesReader reader;

  ReplacedInvites(String topic, InvitesReader reader) {
    this.topic = topic;
    this.reader = reader;
  }

  /** Checks whether it is this topic. */
  @EventListener
  public void replaced(TopicReplaced replaced) {
    if (replaced.topic().equals(topic)) {
      reader.beginAgain();
    }
  }
}
