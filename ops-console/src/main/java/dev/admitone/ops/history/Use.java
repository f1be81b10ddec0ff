package dev.admitone.ops.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.search.TimeCursor;
import dev.admitone.ops.search.Timed;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A use: a user has redeemed a code.
 *
 * @param requestId of the request that was granted; of a use by SQL a number of its own
 * @param bySql true: SQL made it; null: a request did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Use(
    UUID requestId, String code, String userId, Instant usedAt, @Nullable Boolean bySql)
    implements Timed {

  @Override
  public TimeCursor cursor() {
    return new TimeCursor(usedAt, requestId);
  }
}
