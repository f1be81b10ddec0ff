package dev.admitone.gateway.limits;

import dev.admitone.gateway.security.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how many status calls of one user wait at once. Each waiting call counts against the bound
 * of all open calls and costs its caller nothing, so one user could use up that bound for all. A
 * service waits for many users and has no such bound. Thread-safe.
 */
public final class WaitingCallsPerUser {

  private final int maxEach;
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

  WaitingCallsPerUser(int maxEach) {
    this.maxEach = maxEach;
  }

  /** Takes a place to wait in, if the user has one left. It must be closed. */
  public Place enter(Caller caller) {
    if (caller.has(Caller.WRITES_FOR_ALL) || caller.has(Caller.OPERATOR)) {
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
   * @param mayWait whether there is one; otherwise the call gets its response at once
   */
  public record Place(boolean mayWait, Runnable onClose) implements AutoCloseable {

    @Override
    public void close() {
      onClose.run();
    }
  }
}
