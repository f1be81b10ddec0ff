package dev.admitone.ops.revocations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A set of codes that are to be revoked, or were.
 *
 * @param filter by which its codes were found
 * @param reason what the operator said that had it made
 * @param codes how many codes it has, exactly
 * @param revoked how many of them are revoked by it
 * @param refused how many of them the ledger has refused, because they are not there any more
 * @param createdBy the operator that had it made
 * @param confirmedBy the operator that confirmed it; null: none has
 * @param finishedAt when the last code was decided; null: it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Revocation(
    UUID id,
    RevocationState state,
    JsonNode filter,
    String reason,
    long codes,
    long revoked,
    long refused,
    Instant createdAt,
    String createdBy,
    @Nullable Instant confirmedAt,
    @Nullable String confirmedBy,
    @Nullable Instant finishedAt) {}
