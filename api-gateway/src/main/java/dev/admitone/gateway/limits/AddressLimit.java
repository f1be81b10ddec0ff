package dev.admitone.gateway.limits;

import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.RefusedCallException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits by address how often calls that need no token are made. */
public final class AddressLimit extends OncePerRequestFilter {

  private final CallLimits limits;

  public AddressLimit(CallLimits limits) {
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      limits.admitQuestion(null, request, response);
    } catch (RefusedCallException e) {
      Problems.write(e.reason(), request, response);
      return;
    }
    chain.doFilter(request, response);
  }
}
