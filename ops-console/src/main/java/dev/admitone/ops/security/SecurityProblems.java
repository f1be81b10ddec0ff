package dev.admitone.ops.security;

import dev.admitone.ops.problem.Problems;
import dev.admitone.ops.problem.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Writes the problems of calls whose token is missing, not believed, or not enough. What exactly is
 * wrong with a token is not told, because the caller may have forged it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, WWW-Authenticate</a>
 */
final class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    switch (e) {
      case AuthenticationServiceException _ -> Problems.write(Reason.KEYS_UNAVAILABLE, response);
      case OAuth2AuthenticationException _ -> {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        Problems.write(Reason.TOKEN_INVALID, response);
      }
      default -> {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        Problems.write(Reason.TOKEN_MISSING, response);
      }
    }
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    boolean reads = HttpMethod.GET.matches(request.getMethod());
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer error=\"insufficient_scope\", scope=\"%s\""
            .formatted(reads ? Scopes.READ : Scopes.CHANGE));
    Problems.write(Reason.SCOPE_MISSING, response);
  }
}
