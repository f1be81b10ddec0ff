package dev.admitone.ops.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.search.TimeCursor;
import dev.admitone.ops.search.Timed;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that was refused.
 *
 * @param userId null: it was an operator's command
 * @param reason as the gateway reported it
 * @param decidedAt when the log took the request: the state at that time is why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refusal(
    UUID requestId,
    String code,
    @Nullable String userId,
    String reason,
    Instant decidedAt,
    Position position)
    implements Timed {

  @Override
  public TimeCursor cursor() {
    return new TimeCursor(decidedAt, requestId);
  }
}
