package dev.admitone.gateway.limits;

import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.web.ForwardedPrefix;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how many calls are open at once, and with them the memory that they take. A call beyond
 * the bound is refused at once: a queue in front of the log would only delay the same response.
 * Status calls have a bound of their own within it, because they may wait long and cost their
 * callers nothing, and redemptions must be taken meanwhile.
 */
final class CallsInFlight extends OncePerRequestFilter {

  private static final String STATUS_PATH = "/api/redemptions/";

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

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!asks(request)) {
      letThrough(request, response, chain);
    } else if (statusPermits.tryAcquire()) {
      try {
        letThrough(request, response, chain);
      } finally {
        statusPermits.release();
      }
    } else {
      refuse(request, response);
    }
  }

  /** Whether it looks like a status call: its token is not verified yet. */
  private static boolean asks(HttpServletRequest request) {
    String method = request.getMethod();
    return (method.equals("GET") || method.equals("HEAD"))
        && ForwardedPrefix.pathWithout(request).startsWith(STATUS_PATH);
  }

  private void letThrough(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!permits.tryAcquire()) {
      refuse(request, response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      permits.release();
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    Problems.write(Reason.OVERLOADED, request, response);
  }
}
