package dev.admitone.ops.users;

import java.time.Instant;
import java.util.UUID;

/**
 * That a user has a profile.
 *
 * @param requestId of the signup that made it
 * @param createdAt when that was
 */
public record Profile(UUID requestId, Instant createdAt) {}
