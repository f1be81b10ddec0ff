package dev.admitone.ops.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the repeated verification has found.
 *
 * @param verifiedAt when it had last gone through the whole ledger; null: not yet
 * @param pages how many pages it has looked at since the console began
 * @param kinds all, also those of which nothing was found
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftReport(@Nullable Instant verifiedAt, long pages, List<Kind> kinds) {

  /** Copies the kinds. */
  public DriftReport {
    kinds = List.copyOf(kinds);
  }

  /**
   * One kind.
   *
   * @param count of all that were found
   * @param rows the first of them
   */
  public record Kind(String kind, long count, List<Row> rows) {

    /** Copies the rows. */
    public Kind {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One drift.
   *
   * @param subject the code, or the user of a profile
   * @param problem what is wrong, with the rows' ids
   */
  public record Row(String subject, String problem) {}
}
