package dev.admitone.ops.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.history.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request as the log has it.
 *
 * @param appendedAt the broker's append time
 * @param command its name, as in the schema
 * @param userId null: the command names no user
 * @param signup whether a sealed profile came with it; null where that cannot be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoggedRequest(
    Position position,
    Instant appendedAt,
    String command,
    String code,
    @Nullable String userId,
    @Nullable Boolean signup) {}
