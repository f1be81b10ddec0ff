package dev.admitone.ops.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.apache.tomcat.util.http.SameSiteCookies;
import org.jspecify.annotations.Nullable;

/**
 * Writes the session's cookie: no script reads it, no other site's page sends it, and it is sent
 * over TLS alone, unless the browser runs on this machine.
 */
final class SessionCookies extends Rfc6265CookieProcessor {

  /** As the browser's address has it, which is what the browser judges by. */
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[?(::1|0:0:0:0:0:0:0:1)\\]?");

  SessionCookies() {
    setSameSiteCookies(SameSiteCookies.STRICT.getValue());
  }

  @Override
  public String generateHeader(Cookie cookie, @Nullable HttpServletRequest request) {
    cookie.setHttpOnly(true);
    cookie.setSecure(request == null || request.isSecure() || !isLoopback(request));
    return super.generateHeader(cookie, request);
  }

  private static boolean isLoopback(HttpServletRequest request) {
    return LOOPBACK.matcher(request.getServerName()).matches();
  }
}
