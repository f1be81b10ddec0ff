package dev.admitone.gateway.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits by address how often something is asked for that needs no token. */
final class AddressLimit extends OncePerRequestFilter {

  private final CallLimits limits;
  private final SecurityProblems problems;

  AddressLimit(CallLimits limits, SecurityProblems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      limits.admitQuestion(null, request, response);
    } catch (RefusedCallException e) {
      problems.write(e.reason(), request, response);
      return;
    }
    chain.doFilter(request, response);
  }
}
