package dev.admitone.ops.invites;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which invites a list has; null: any.
 *
 * @param codePrefix what their codes begin with, in canonical form
 * @param createdFrom the earliest time of creation
 * @param createdTo the time before which they were created
 * @param expiresFrom the earliest end of validity; those without an end are none of them
 * @param expiresTo the time before which their validity ends
 */
public record InviteFilter(
    @Nullable InviteState state,
    @Nullable String codePrefix,
    @Nullable String createdBy,
    @Nullable Instant createdFrom,
    @Nullable Instant createdTo,
    @Nullable Instant expiresFrom,
    @Nullable Instant expiresTo) {}
