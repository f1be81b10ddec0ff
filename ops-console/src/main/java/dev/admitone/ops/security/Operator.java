package dev.admitone.ops.security;

import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * An operator. Each service method that changes something takes one and requires the right of it,
 * so that calls, pages and other callers of the service are checked in one place.
 *
 * @param name the subject of the operator's token
 * @param mayChange whether the token permits changes
 */
public record Operator(String name, boolean mayChange) {

  /** The operator of a call or of a session. */
  public static Operator of(Authentication authentication) {
    return new Operator(
        authentication.getName(),
        authentication.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .anyMatch(Scopes.CHANGE::equals));
  }

  /**
   * Does nothing if the operator may change something.
   *
   * @throws RefusedCallException if the operator may only look
   */
  public void requireChange() {
    if (!mayChange) {
      throw new RefusedCallException(Reason.SCOPE_MISSING);
    }
  }
}
