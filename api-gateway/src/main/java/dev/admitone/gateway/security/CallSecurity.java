package dev.admitone.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What the chain of security filters does for a call below {@code /api} that needs a token and no
 * scope, for a route outside of that chain. It is made of the chain's own parts, so that no rule is
 * written down twice; {@link SecurityConfiguration} says which calls these are.
 */
public final class CallSecurity {

  private final HeaderWriter headers;
  private final CrossOrigin pages;
  private final BearerOrCookieTokenResolver tokens;
  private final JwtDecoder decoder;
  private final SecurityProblems problems;

  CallSecurity(
      HeaderWriter headers,
      CrossOrigin pages,
      BearerOrCookieTokenResolver tokens,
      JwtDecoder decoder,
      SecurityProblems problems) {
    this.headers = headers;
    this.pages = pages;
    this.tokens = tokens;
    this.decoder = decoder;
    this.problems = problems;
  }

  /** Writes the headers that each response has. */
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    headers.writeHeaders(request, response);
  }

  /**
   * Whether the call comes from a page that may call, or from none. Otherwise the refusal is
   * written already.
   */
  public boolean admitsPage(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return pages.admitsCall(request, response);
  }

  /**
   * The caller that the call's token names.
   *
   * @throws AuthenticationException if there is no token, or it cannot be believed; {@link #refuse}
   *     takes it
   */
  public Caller caller(HttpServletRequest request) {
    String token = tokens.resolve(request);
    if (token == null) {
      throw new InsufficientAuthenticationException("The call has no token");
    }
    try {
      return CallerAuthentication.caller(decoder.decode(token));
    } catch (BadJwtException e) {
      throw new InvalidBearerTokenException(String.valueOf(e.getMessage()), e);
    } catch (JwtException e) {
      throw new AuthenticationServiceException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Refuses a call whose caller is not known. */
  public void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    problems.commence(request, response, why);
  }
}
