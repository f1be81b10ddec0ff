package dev.admitone.gateway.call;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that asks what became of a request.
 *
 * @param requestId the request that it asks about
 * @param position where that request lies in the log, if the call says so
 */
public record StatusCall(
    Caller caller,
    UUID requestId,
    @Nullable LogPosition position,
    Preference preference,
    HttpServletRequest http)
    implements Call {}
