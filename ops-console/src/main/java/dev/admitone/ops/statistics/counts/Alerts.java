package dev.admitone.ops.statistics.counts;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import tools.jackson.databind.json.JsonMapper;

/** The alerts, and which of them changed since they were last sent. */
final class Alerts {

  /** A spike after a longer time without one is another spike. */
  private static final Duration PAUSE_MAX = Duration.ofHours(1);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final KeyValueStore<String, String> texts;
  private final Map<String, Optional<String>> changed = new LinkedHashMap<>();

  Alerts(KeyValueStore<String, String> texts) {
    this.texts = texts;
  }

  /** Takes note of a spike, and returns whether it is a new one. */
  boolean note(Alert spike) {
    String text = texts.get(Keys.ALERT + spike.key());
    if (text == null) {
      put(spike);
      return true;
    }
    Alert known = read(text);
    if (known.since().minus(PAUSE_MAX).isAfter(spike.seen())) {
      // Of a partition that is read later: a newer spike is known.
      return false;
    }
    if (known.seen().plus(PAUSE_MAX).isBefore(spike.seen())) {
      put(spike);
      return true;
    }
    Alert joined =
        new Alert(
            spike.kind(),
            spike.subject(),
            earlier(known.since(), spike.since()),
            later(known.seen(), spike.seen()),
            Math.max(known.count(), spike.count()),
            spike.usual());
    if (!joined.equals(known)) {
      put(joined);
    }
    return false;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void put(Alert alert) {
    String text = JSON.writeValueAsString(alert);
    texts.put(Keys.ALERT + alert.key(), text);
    changed.put(alert.key(), Optional.of(text));
  }

  /** The values of the keys that changed, and of none twice; empty: it is gone. */
  Map<String, Optional<String>> takeChanged() {
    Map<String, Optional<String>> all = new LinkedHashMap<>(changed);
    changed.clear();
    return all;
  }

  /** Forgets those that were last seen before. */
  void forget(Instant before) {
    try (KeyValueIterator<String, String> all = texts.range(Keys.ALERT, Keys.ALERT + Keys.END)) {
      while (all.hasNext()) {
        var each = all.next();
        if (read(each.value).seen().isBefore(before)) {
          texts.delete(each.key);
          changed.put(each.key.substring(Keys.ALERT.length()), Optional.empty());
        }
      }
    }
  }

  static Alert read(String text) {
    return JSON.readValue(text, Alert.class);
  }
}
