package dev.admitone.faults.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks for a shorter list that fails as well, by leaving out parts of it: halves, then quarters,
 * and so on. A run that fails only sometimes is kept as it was when it failed.
 *
 * @see <a href="https://doi.org/10.1109/32.988498">Zeller and Hildebrandt, Simplifying and
 *     Isolating Failure-Inducing Input</a>
 */
public final class Shrinker {

  private Shrinker() {}

  /**
   * Shrinks.
   *
   * @param failing a list that fails
   * @param fails tries a shorter one
   * @param triesMax how often it may be asked
   * @return a list that failed, in the same order
   */
  public static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails, int triesMax) {
    List<T> shortest = List.copyOf(failing);
    int parts = 2;
    int tries = 0;
    while (shortest.size() > 1 && parts <= shortest.size()) {
      boolean isShorter = false;
      for (int part = 0; part < parts && !isShorter; part++) {
        if (tries == triesMax) {
          return shortest;
        }
        List<T> rest = without(shortest, part, parts);
        tries++;
        if (fails.test(rest)) {
          shortest = rest;
          isShorter = true;
        }
      }
      parts = isShorter ? Math.max(2, parts - 1) : nextParts(parts, shortest.size());
    }
    return shortest;
  }

  /** Twice as many, at the end one for each element, then beyond. */
  private static int nextParts(int parts, int size) {
    return parts == size ? size + 1 : Math.min(2 * parts, size);
  }

  private static <T> List<T> without(List<T> all, int part, int parts) {
    int from = all.size() * part / parts;
    int to = all.size() * (part + 1) / parts;
    List<T> rest = new ArrayList<>(all.subList(0, from));
    rest.addAll(all.subList(to, all.size()));
    return List.copyOf(rest);
  }
}
