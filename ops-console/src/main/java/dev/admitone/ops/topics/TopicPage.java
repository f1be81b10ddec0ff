package dev.admitone.ops.topics;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.records.SearchedOffsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one topic: a form, and what it found.
 *
 * @param path of the page
 * @param asked what the form has
 * @param problem why nothing was looked for; null: it was
 * @param rows the records that were found
 * @param searched which offsets were looked at
 */
public record TopicPage(
    Frame frame,
    String topic,
    String path,
    RecordParameters asked,
    @Nullable String problem,
    List<Row> rows,
    List<SearchedOffsets> searched,
    Pager pager) {

  /** Copies the lists. */
  public TopicPage {
    rows = List.copyOf(rows);
    searched = List.copyOf(searched);
  }

  /**
   * A record in the list.
   *
   * @param path of its own page
   * @param size of its value, in words
   * @param summary the begin of its value, decoded or in hexadecimal digits
   * @param undecodable what is wrong with it; null: nothing
   */
  public record Row(
      String position,
      String path,
      Instant time,
      String key,
      String size,
      String summary,
      @Nullable String undecodable) {}
}
