package dev.admitone.ops.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses forms of other sites and of operators without a session, and ends sessions with their
 * tokens.
 */
final class SessionGuard extends OncePerRequestFilter {

  private final Sessions sessions;
  private final PageRefusals refusals;

  SessionGuard(Sessions sessions, PageRefusals refusals) {
    this.sessions = sessions;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (OwnPages.isForeign(request)) {
      refusals.foreign(request, response);
      return;
    }
    @Nullable Authentication operator = SecurityContextHolder.getContext().getAuthentication();
    if (operator != null) {
      try {
        if (!sessions.isCurrent(operator)) {
          sessions.end(request);
          PageRefusals.noteEnd(request);
          operator = null;
        }
      } catch (JwtException e) {
        refusals.keysUnavailable(request, response);
        return;
      }
    }
    if (operator == null && OwnPages.isChange(request) && !isSignIn(request)) {
      // Before anything reads the form, which may have a large file.
      refusals.signedOut(request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isSignIn(HttpServletRequest request) {
    return PageRefusals.SIGN_IN.equals(request.getRequestURI());
  }
}
