package dev.admitone.processor.redemption;

import org.jspecify.annotations.Nullable;

/**
 * A value to set, or to leave as it is. Setting null is a change too: it takes a limit away.
 *
 * @param changes whether the value is set
 * @param value what it becomes, if it is set
 */
public record Change<T>(boolean changes, @Nullable T value) {

  /** Leaves the value as it is. */
  public static <T> Change<T> none() {
    return new Change<>(false, null);
  }

  /** Sets the value. */
  public static <T> Change<T> to(@Nullable T value) {
    return new Change<>(true, value);
  }

  @Nullable T applyTo(@Nullable T current) {
    return changes ? value : current;
  }
}
