package dev.admitone.gateway.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how many calls are open at once, and with them the memory that they take. What comes
 * beyond is answered at once: a queue in front of the log would only be a longer wait for the same
 * answer.
 */
final class CallsInFlight extends OncePerRequestFilter {

  private final int maxCount;
  private final Semaphore room;
  private final SecurityProblems problems;

  CallsInFlight(int maxCount, SecurityProblems problems) {
    this.maxCount = maxCount;
    this.room = new Semaphore(maxCount);
    this.problems = problems;
  }

  /** How many calls are open. */
  int count() {
    return maxCount - room.availablePermits();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!room.tryAcquire()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      problems.write(Reason.OVERLOADED, request, response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      room.release();
    }
  }
}
