package dev.admitone.ops.html;

import dev.admitone.ops.search.Page;
import dev.admitone.ops.search.TimeRange;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on, and how much of it was looked through.
 *
 * @param next the path of the next page; null: this one is the end of the list
 * @param searched a sentence that says what was looked through; null: all there is
 * @param partial whether the search ended before the page was full or the list at its end
 */
public record Pager(@Nullable String next, @Nullable String searched, boolean partial) {

  /**
   * Of a page of a list.
   *
   * @param path of the page that shows the list
   * @param parameters of that page; those that are null are left out
   * @param name of the parameter that says where the list goes on
   */
  public static Pager of(
      Page<?> page, String path, Map<String, @Nullable String> parameters, String name) {
    @Nullable String next = null;
    if (page.next() != null) {
      Map<String, @Nullable String> all = new LinkedHashMap<>(parameters);
      all.put(name, page.next());
      next = Paths.with(path, all);
    }
    return new Pager(next, searched(page.searched()), page.partial());
  }

  private static @Nullable String searched(@Nullable TimeRange searched) {
    if (searched == null) {
      return null;
    }
    return searched.from() == null
        ? "Up to " + Times.utc(searched.to()) + "."
        : "From %s to %s.".formatted(Times.utc(searched.from()), Times.utc(searched.to()));
  }
}
