package dev.admitone.ops.log;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What the log has, or why the console does not show it: exactly one of them.
 *
 * @param missing a sentence for people
 */
public record Found<T>(@Nullable T value, @Nullable String missing) {

  static <T> Found<T> of(T value) {
    return new Found<>(requireNonNull(value), null);
  }

  static <T> Found<T> nothing(String why) {
    return new Found<>(null, why);
  }
}
