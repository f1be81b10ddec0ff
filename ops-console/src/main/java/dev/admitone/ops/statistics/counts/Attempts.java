package dev.admitone.ops.statistics.counts;

import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How many different things each subject had to do with in an hour: the codes that were refused to
 * a user, and the users to which a code was refused.
 */
final class Attempts {

  private static final int SUBJECTS_MAX = 50_000;

  /** Of no user and no code. */
  private static final String BETWEEN = "\n";

  private final KeyValueStore<String, String> texts;
  private final Counts counts;

  Attempts(KeyValueStore<String, String> texts, Counts counts) {
    this.texts = texts;
    this.counts = counts;
  }

  /**
   * Takes note of one, and returns how many different ones the subject has in this hour. Of an hour
   * with very many subjects the later ones are not followed: 0.
   */
  int add(AlertKind kind, Instant at, String subject, String other) {
    String hour = Step.HOUR.key(Step.HOUR.slot(at));
    String key = Keys.of(Keys.ATTEMPTS, hour, kind + "|" + subject);
    String known = texts.get(key);
    if (known == null) {
      String subjects = Keys.of(Keys.SUBJECTS, hour, kind.name());
      if (counts.get(subjects) >= SUBJECTS_MAX) {
        return 0;
      }
      counts.add(subjects, 1);
      texts.put(key, other);
      return 1;
    }
    String[] all = known.split(BETWEEN);
    if (all.length >= Alert.COUNT_MAX || Arrays.asList(all).contains(other)) {
      return all.length;
    }
    texts.put(key, known + BETWEEN + other);
    return all.length + 1;
  }

  /** Forgets the hours before that of the time. */
  void forget(Instant before) {
    String end = Keys.before(Keys.ATTEMPTS, Step.HOUR, before);
    try (KeyValueIterator<String, String> old =
        texts.range(Keys.of(Keys.ATTEMPTS, Step.HOUR.key(0)), end)) {
      old.forEachRemaining(each -> texts.delete(each.key));
    }
    counts.forget(Keys.SUBJECTS, Step.HOUR, before);
  }
}
