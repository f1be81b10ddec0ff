package dev.admitone.gateway.operator;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A member of a merge patch: left out, which changes nothing, or given, where null takes the value
 * away.
 *
 * @param present whether it was given
 * @param value what it is to be
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
 */
@JsonDeserialize(using = PatchFieldDeserializer.class)
public record PatchField<T>(boolean present, @Nullable T value) {

  static <T> PatchField<T> absent() {
    return new PatchField<>(false, null);
  }

  static <T> PatchField<T> of(@Nullable T value) {
    return new PatchField<>(true, value);
  }

  /** The value as the function reads it; an absent one stays absent. */
  <U> PatchField<U> map(Function<@Nullable T, @Nullable U> function) {
    return present ? of(function.apply(value)) : absent();
  }
}
