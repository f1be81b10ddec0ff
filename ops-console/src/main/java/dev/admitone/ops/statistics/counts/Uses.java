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
    add(user, at, 1);
  }

  /**
   * A use was given back, perhaps before it is counted: after a growth of the topic the two results
   * can come from different partitions. Until then the hour has one use less, and for ever if the
   * use never comes.
   */
  void givenBack(String user, Instant grantedAt) {
    add(user, grantedAt, -1);
  }

  private void add(String user, Instant grantedAt, int more) {
    String hour = hour(grantedAt);
    counts.add(Keys.of(Keys.USES, hour), more);
    String key = Keys.of(Keys.USER, hour, user);
    long before = counts.get(key);
    if (before == 0) {
      if (counts.get(Keys.USERS) >= usersMax) {
        numbers.put(Keys.of(Keys.INEXACT, hour), 1L);
        return;
      }
      counts.add(Keys.USERS, 1);
    }
    long after = counts.add(key, more);
    if (after == 0) {
      counts.add(Keys.USERS, -1);
    }
    counts.add(Keys.of(Keys.UNIQUE, hour), users(after) - users(before));
  }

  private static int users(long uses) {
    return uses > 0 ? 1 : 0;
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
