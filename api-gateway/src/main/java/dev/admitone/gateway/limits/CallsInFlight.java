package dev.admitone.gateway.limits;

import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpHeaders;

/**
 * Bounds how many calls are open at once, and with them the memory that they take. A call beyond
 * the bound is refused at once: a queue in front of the log would only delay the same response.
 * Status calls have a bound of their own within it, because they may wait long and cost their
 * callers nothing, and redemptions must be taken meanwhile. Thread-safe.
 */
public final class CallsInFlight {

  private final int maxCount;
  private final Semaphore permits;
  private final Semaphore statusPermits;

  /**
   * @param maxAskingCount how many of them may be status calls
   */
  CallsInFlight(int maxCount, int maxAskingCount) {
    this.maxCount = maxCount;
    this.permits = new Semaphore(maxCount);
    this.statusPermits = new Semaphore(maxAskingCount);
  }

  /** How many calls are open. */
  int count() {
    return maxCount - permits.availablePermits();
  }

  /**
   * Takes the place of a call, which must be closed when the call ends. Empty if too many are open.
   *
   * @param asks whether it is a status call
   */
  public Optional<Place> enter(boolean asks) {
    if (asks && !statusPermits.tryAcquire()) {
      return Optional.empty();
    }
    if (!permits.tryAcquire()) {
      if (asks) {
        statusPermits.release();
      }
      return Optional.empty();
    }
    return Optional.of(new Place(asks));
  }

  /** Refuses a call that got no place. */
  public static void refuse(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    Problems.write(Reason.OVERLOADED, request, response);
  }

  /** The place of an open call. */
  public final class Place implements AutoCloseable {

    private final boolean asks;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Place(boolean asks) {
      this.asks = asks;
    }

    /** Frees the place, once. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        permits.release();
        if (asks) {
          statusPermits.release();
        }
      }
    }
  }
}
