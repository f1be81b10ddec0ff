package dev.admitone.gateway.security;

import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.problem.RefusedCallException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Finds the caller of a call, as its verified token names it. */
public final class CallerResolver {

  /**
   * The caller of a call that needs a token.
   *
   * @throws RefusedCallException if it has none
   */
  public Caller resolve(HttpServletRequest request) {
    return find(request).orElseThrow(() -> new RefusedCallException(Reason.TOKEN_MISSING));
  }

  /** The caller, where a call may be anonymous. */
  public Optional<Caller> find(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof CallerAuthentication authentication
        ? Optional.of(authentication.caller())
        : Optional.empty();
  }
}
