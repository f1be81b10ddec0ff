package dev.admitone.ops.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param range the time that was asked about; null where the list is not about time
 * @param searched the part of it that this page and those before it have covered
 * @param partial whether the time for the search was over before the page was full or the list at
 *     its end: the list goes on at {@code next} even if nothing was found
 * @param next where the list goes on; null: this page is the end of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
    @Nullable TimeRange range,
    @Nullable TimeRange searched,
    List<T> items,
    boolean partial,
    @Nullable String next) {

  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }

  /** Of a list that is not about time. */
  public static <T> Page<T> of(List<T> items, boolean partial, @Nullable String next) {
    return new Page<>(null, null, items, partial, next);
  }
}
