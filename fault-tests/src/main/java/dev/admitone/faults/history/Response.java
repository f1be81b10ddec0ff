package dev.admitone.faults.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call for its client.
 *
 * @param call the call's number
 * @param status of HTTP; {@link #BROKEN} where the connection broke
 * @param requestId what the gateway named the request; null where it named none
 * @param outcome the decision by name; null where the client was told none
 */
public record Response(
    long call, Instant at, int status, @Nullable UUID requestId, @Nullable String outcome) {

  /** Instead of a status: the connection broke, or was refused. */
  public static final int BROKEN = 0;

  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;

  /** Whether the gateway said that the log has the request. */
  public boolean isAcknowledged() {
    return requestId != null && (status == ACCEPTED || outcome != null);
  }

  /** Whether the gateway said that the log has the request, and no more. */
  public boolean isPending() {
    return status == ACCEPTED && outcome == null;
  }

  /** Whether the gateway said that the request is not known to be in the log. */
  public boolean isUnavailable() {
    return status == UNAVAILABLE;
  }
}
