package dev.admitone.gateway.limits;

import dev.admitone.gateway.security.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how many calls of one user wait at once to be told how a request stands. Each is one of
 * the calls that a gateway has open at most, and waiting costs who waits nothing: one user could
 * take the places of all. A service waits for many users and has no such bound. Thread-safe.
 */
public final class WaitingCallsPerUser {

  private final int maxEach;
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

  WaitingCallsPerUser(int maxEach) {
    this.maxEach = maxEach;
  }

  /** A place to wait in, if the caller has one left. The caller of this must close it. */
  public Place enter(Caller caller) {
    if (caller.has(Caller.WRITES_FOR_ANYBODY) || caller.has(Caller.OPERATOR)) {
      return new Place(true, () -> {});
    }
    String user = caller.subject();
    int count = waiting.merge(user, 1, Integer::sum);
    return new Place(count <= maxEach, () -> leave(user));
  }

  private void leave(String user) {
    waiting.computeIfPresent(user, (any, count) -> count == 1 ? null : count - 1);
  }

  /**
   * The caller's place.
   *
   * @param mayWait whether it is one; otherwise the call is answered at once
   */
  public record Place(boolean mayWait, Runnable onClose) implements AutoCloseable {

    @Override
    public void close() {
      onClose.run();
    }
  }
}
