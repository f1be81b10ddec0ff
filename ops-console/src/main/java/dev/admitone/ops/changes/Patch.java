package dev.admitone.ops.changes;

import org.jspecify.annotations.Nullable;

/**
 * A member of a merge patch: left out, which changes nothing, or given, where null takes the value
 * away.
 *
 * @param given whether it is there
 * @param value what it is to be
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
 */
public record Patch<T>(boolean given, @Nullable T value) {

  /** Changes nothing. */
  public static <T> Patch<T> absent() {
    return new Patch<>(false, null);
  }

  /** Changes the value to this one. */
  public static <T> Patch<T> of(@Nullable T value) {
    return new Patch<>(true, value);
  }
}
