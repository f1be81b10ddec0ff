package dev.admitone.gateway.call;

import dev.admitone.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that changes something.
 *
 * @param key the Idempotency-Key, if there is one
 * @param requestId derived from caller and key, or new
 */
public record ChangeCall(
    Caller caller,
    @Nullable String key,
    UUID requestId,
    Preference preference,
    HttpServletRequest http)
    implements Call {}
