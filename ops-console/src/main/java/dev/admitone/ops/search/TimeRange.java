package dev.admitone.ops.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A range of time.
 *
 * @param from its begin, which belongs to it; null: from the beginning of the ledger
 * @param to its end, which does not belong to it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimeRange(@Nullable Instant from, Instant to) {

  /** Before the first time that the ledger's tables take. */
  private static final Instant BEGIN = Instant.parse("0001-01-01T00:00:00Z");

  Instant begin() {
    return from == null ? BEGIN : from;
  }
}
