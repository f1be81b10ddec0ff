package dev.admitone.ops.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.history.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the ledger has about a request, for ever.
 *
 * @param userId null: it was an operator's command
 * @param outcome REDEEMED, RELEASED, DONE, or why it was refused
 * @param decidedAt when the log took the request
 * @param command an operator's command, whole; null for redemptions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Decision(
    String code,
    @Nullable String userId,
    String outcome,
    Instant decidedAt,
    Position position,
    @Nullable JsonNode command) {}
