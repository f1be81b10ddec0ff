package dev.admitone.gateway.redemption;

import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.problem.RefusedCallException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Bounds how many calls with many redemptions are open at once, because each takes the memory of
 * many. A call takes its place before its body is read, and gives it back once its response is
 * written.
 */
final class BulkCallsOpen implements HandlerInterceptor {

  private final Semaphore permits;

  BulkCallsOpen(int maxCount) {
    this.permits = new Semaphore(maxCount);
  }

  /**
   * Takes a place.
   *
   * @throws RefusedCallException if there is none
   */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!permits.tryAcquire()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      throw new RefusedCallException(Reason.OVERLOADED);
    }
    return true;
  }

  /** Is called for each call that got a place, also for one that failed. */
  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    permits.release();
  }
}
