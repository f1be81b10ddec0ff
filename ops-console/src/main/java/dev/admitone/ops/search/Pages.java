package dev.admitone.ops.search;

import org.jspecify.annotations.Nullable;

/** A list whose pages are asked for one after the other. */
@FunctionalInterface
public interface Pages<T> {

  /**
   * The page behind the cursor.
   *
   * @param next of the page before it; null: the first
   * @param limit how many items it has at most
   */
  Page<T> page(@Nullable String next, int limit);
}
