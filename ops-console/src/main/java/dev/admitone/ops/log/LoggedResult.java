package dev.admitone.ops.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.history.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of a request as gateways read it.
 *
 * @param position in the results topic
 * @param publishedAt when the processor published it
 * @param outcome REDEEMED, REFUSED, RELEASED, DONE or DEAD_LETTERED
 * @param reason why it was refused or dead-lettered; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoggedResult(
    Position position, Instant publishedAt, String outcome, @Nullable String reason) {}
