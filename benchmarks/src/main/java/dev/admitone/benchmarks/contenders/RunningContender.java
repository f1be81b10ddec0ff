package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.generator.CallTemplate;
import java.util.List;
import java.util.Map;

/** A contender that takes calls. For one thread, beside the calls. */
public interface RunningContender extends AutoCloseable {

  /** Where it takes them, on 127.0.0.1. */
  int port();

  /** Its calls, taken in turn; a redemption that it grants has the status 200. */
  List<CallTemplate> calls();

  /** From now on its pool has that size, one of those that it has named. */
  default void usePool(int size) {
    throw new IllegalStateException("it has no pool to choose: " + size);
  }

  /** Its processes beside this JVM and the database. */
  default List<ProcessHandle> processes() {
    return List.of();
  }

  /**
   * Counts since its start, by name, from which a load's own figures are made: the difference of
   * two readings. A name that ends with {@code .count} is a number of things, and the same name
   * with {@code .total} their sum; the report shows the mean.
   */
  default Map<String, Double> counts() {
    return Map.of();
  }

  /**
   * Waits until nothing moves any more, and requires what correct calls leave behind: as many uses
   * as were reported at least, as were sent at most, and each code's own count right.
   *
   * @param reported calls with the status 200 since the start
   * @param sent calls since the start, each for a user of its own
   * @throws IllegalStateException if it is not so: then its figures do not count
   */
  void verify(long reported, long sent) throws Exception;

  @Override
  void close();
}
