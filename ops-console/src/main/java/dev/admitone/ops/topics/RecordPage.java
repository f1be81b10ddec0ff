package dev.admitone.ops.topics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.records.SearchedOffsets;
import dev.admitone.ops.records.ShownRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of a topic.
 *
 * @param topic its own name
 * @param items in the order of their times; the newest first if nothing was asked for
 * @param searched which offsets of each partition the page is about
 * @param partial whether the time for the search was over before the page was full or the search at
 *     its end: it goes on at {@code next} even if nothing was found
 * @param next where the search goes on; null: it is at its end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordPage(
    String topic,
    List<ShownRecord> items,
    List<SearchedOffsets> searched,
    boolean partial,
    @Nullable String next) {

  /** Copies the lists. */
  public RecordPage {
    items = List.copyOf(items);
    searched = List.copyOf(searched);
  }
}
