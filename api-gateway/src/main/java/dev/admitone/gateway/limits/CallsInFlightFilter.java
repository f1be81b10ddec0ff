package dev.admitone.gateway.limits;

import dev.admitone.gateway.web.ForwardedPrefix;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each call its place among the open ones, or refuses it. */
final class CallsInFlightFilter extends OncePerRequestFilter {

  private static final String STATUS_PATH = "/api/redemptions/";

  private final CallsInFlight calls;

  CallsInFlightFilter(CallsInFlight calls) {
    this.calls = calls;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<CallsInFlight.Place> entered = calls.enter(asks(request));
    if (entered.isEmpty()) {
      CallsInFlight.refuse(request, response);
      return;
    }
    try (var _ = entered.get()) {
      chain.doFilter(request, response);
    }
  }

  /** Whether it looks like a status call: its token is not verified yet. */
  private static boolean asks(HttpServletRequest request) {
    String method = request.getMethod();
    return (method.equals("GET") || method.equals("HEAD"))
        && ForwardedPrefix.pathWithout(request).startsWith(STATUS_PATH);
  }
}
