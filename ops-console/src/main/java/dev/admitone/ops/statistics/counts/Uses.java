package dev.admitone.ops.statistics.counts;

import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts the uses of each hour and their different users, as the rows of {@code invite_uses} are: a
 * use that is given back is taken out of the hour in which it was granted.
 */
final class Uses {

  private final KeyValueStore<String, Long> numbers;
  private final Counts counts;
  private final int usersMax;

  Uses(KeyValueStore<String, Long> numbers, Counts counts, int usersMax) {
    this.numbers = numbers;
    this.counts = counts;
    this.usersMax = usersMax;
  }

  /** A use was granted. */
  void granted(String user, Instant at) {
    String hour = hour(at);
    counts.add(Keys.of(Keys.USES, hour), 1);
    String key = Keys.of(Keys.USER, hour, user);
    if (counts.get(key) == 0) {
      if (counts.get(Keys.USERS) >= usersMax) {
        numbers.put(Keys.of(Keys.INEXACT, hour), 1L);
        return;
      }
      counts.add(Keys.USERS, 1);
      counts.add(Keys.of(Keys.UNIQUE, hour), 1);
    }
    counts.add(key, 1);
  }

  /** A use was given back; one of an hour that is not kept, or was never counted, is ignored. */
  void givenBack(String user, Instant grantedAt) {
    String hour = hour(grantedAt);
    String key = Keys.of(Keys.USER, hour, user);
    boolean isKnown = counts.get(key) > 0;
    if (isKnown || counts.get(Keys.of(Keys.INEXACT, hour)) > 0) {
      counts.add(Keys.of(Keys.USES, hour), -1);
    }
    if (!isKnown) {
      return;
    }
    if (counts.add(key, -1) == 0) {
      counts.add(Keys.USERS, -1);
      counts.add(Keys.of(Keys.UNIQUE, hour), -1);
    }
  }

  /** Forgets the hours before that of the time. */
  void forget(Instant before) {
    String end = Keys.before(Keys.USER, Step.HOUR, before);
    long users = 0;
    try (KeyValueIterator<String, Long> old =
        numbers.range(Keys.of(Keys.USER, Step.HOUR.key(0)), end)) {
      while (old.hasNext()) {
        numbers.delete(old.next().key);
        users++;
      }
    }
    if (users > 0) {
      counts.add(Keys.USERS, -users);
    }
    counts.forget(Keys.USES, Step.HOUR, before);
    counts.forget(Keys.UNIQUE, Step.HOUR, before);
    counts.forget(Keys.INEXACT, Step.HOUR, before);
  }

  private static String hour(Instant at) {
    return Step.HOUR.key(Step.HOUR.slot(at));
  }
}
