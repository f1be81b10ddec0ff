package dev.admitone.gateway.call;

import dev.admitone.gateway.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every call that changes something has in common.
 *
 * @param caller who calls
 * @param key the Idempotency-Key, if there is one
 * @param requestId derived from caller and key, or new
 * @param preference how long the caller wants to wait
 */
public record ChangeCall(
    Caller caller, @Nullable String key, UUID requestId, Preference preference) {}
