package dev.admitone.ops.signin;

import dev.admitone.ops.security.Scopes;
import dev.admitone.ops.security.SessionAuthentication;
import dev.admitone.service.tokens.TokenScopes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.web.context.SecurityContextRepository;

/** Begins and ends the sessions of operators. A session never outlives its token. */
final class Sessions {

  private final JwtDecoder tokens;
  private final SecurityContextRepository contexts;
  private final Duration idleMax;

  Sessions(JwtDecoder tokens, SecurityContextRepository contexts, Duration idleMax) {
    this.tokens = tokens;
    this.contexts = contexts;
    this.idleMax = idleMax;
  }

  /** What became of a wish to sign in. */
  enum Outcome {
    /** The operator has a session. */
    SIGNED_IN,
    /** The token is not believed. */
    TOKEN_INVALID,
    /** The token permits nothing here. */
    SCOPE_MISSING,
    /** The keys that tokens are verified with cannot be read. */
    KEYS_UNAVAILABLE
  }

  /** Begins a new session if the token is believed and permits to look. */
  Outcome begin(String token, HttpServletRequest request, HttpServletResponse response) {
    Jwt believed;
    try {
      believed = tokens.decode(token);
    } catch (BadJwtException e) {
      return Outcome.TOKEN_INVALID;
    } catch (JwtException e) {
      return Outcome.KEYS_UNAVAILABLE;
    }
    Set<String> scopes = TokenScopes.of(believed);
    if (!scopes.contains(Scopes.READ) && !scopes.contains(Scopes.CHANGE)) {
      return Outcome.SCOPE_MISSING;
    }
    end(request);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(SessionAuthentication.of(believed, scopes));
    SecurityContextHolder.setContext(context);
    // A new session has a new id: one that was known before is worth nothing.
    request.getSession(true).setMaxInactiveInterval((int) idleMax.toSeconds());
    contexts.saveContext(context, request, response);
    return Outcome.SIGNED_IN;
  }

  /**
   * Whether the token of a session is still believed: it may have expired, or its issuer may have
   * withdrawn the key.
   *
   * @throws JwtException if the issuer's keys cannot be read
   */
  boolean isCurrent(Authentication operator) {
    if (!(operator instanceof SessionAuthentication session)) {
      return false;
    }
    try {
      tokens.decode(session.getCredentials());
      return true;
    } catch (BadJwtException e) {
      return false;
    }
  }

  /** Ends the session, if there is one. */
  void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    SecurityContextHolder.clearContext();
  }
}
