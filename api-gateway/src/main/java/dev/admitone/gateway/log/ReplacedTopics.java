package dev.admitone.gateway.log;

import dev.admitone.gateway.log.requests.RequestsLogEnd;
import dev.admitone.gateway.log.results.ResultsReader;
import dev.admitone.gateway.log.results.Watermarks;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicReplaced;
import org.springframework.context.event.EventListener;

/** Forgets what was known of a topic that was deleted and made again: it is another log. */
final class ReplacedTopics {

  private final ProvisionedTopics topics;
  private final RequestsLogEnd requestsEnd;
  private final Watermarks watermarks;
  private final ResultsReader reader;

  ReplacedTopics(
      ProvisionedTopics topics,
      RequestsLogEnd requestsEnd,
      Watermarks watermarks,
      ResultsReader reader) {
    this.topics = topics;
    this.requestsEnd = requestsEnd;
    this.watermarks = watermarks;
    this.reader = reader;
  }

  /** Results that are remembered stay: what is decided stays decided. */
  @EventListener
  public void forget(TopicReplaced replaced) {
    if (replaced.topic().equals(topics.requests())) {
      requestsEnd.forget();
      watermarks.forget();
    } else if (replaced.topic().equals(topics.results())) {
      reader.beginAgain();
    }
  }
}
