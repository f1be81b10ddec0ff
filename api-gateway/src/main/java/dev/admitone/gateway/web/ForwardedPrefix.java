package dev.admitone.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes the path prefix that a trusted proxy took away, and names in {@code X-Forwarded-Prefix},
 * the context path again, so that addresses in responses have it. It adds to {@code
 * server.forward-headers-strategy: native} what {@code framework} does by itself: the server's own
 * handling of such headers knows no prefix.
 */
public final class ForwardedPrefix extends OncePerRequestFilter {

  private static final String HEADER = "X-Forwarded-Prefix";

  /** Set by the server's valve where a trusted proxy passed the call on. */
  private static final String FORWARDED = "org.apache.tomcat.request.forwarded";

  /** Begins with one slash: with two, what follows would be another host. */
  private static final Pattern FORM = Pattern.compile("(?:/[A-Za-z0-9._~%-]+)+");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String prefix = prefix(request);
    chain.doFilter(prefix.isEmpty() ? request : new Prefixed(request, prefix), response);
  }

  private static String prefix(HttpServletRequest request) {
    if (request.getHeader(HEADER) == null || !isTrusted(request)) {
      return "";
    }
    StringBuilder prefix = new StringBuilder();
    // Each proxy of a chain adds its own.
    for (String line : Collections.list(request.getHeaders(HEADER))) {
      for (String part : line.split(",", -1)) {
        String stripped = part.strip();
        prefix.append(
            stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped);
      }
    }
    return FORM.matcher(prefix).matches() ? prefix.toString() : "";
  }

  private static boolean isTrusted(HttpServletRequest request) {
    return Boolean.TRUE.equals(request.getAttribute(FORWARDED));
  }

  /** The path of the call without any such prefix. */
  public static String pathWithout(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  /** The call as it came to the proxy. */
  private static final class Prefixed extends HttpServletRequestWrapper {

    private final String prefix;

    Prefixed(HttpServletRequest request, String prefix) {
      super(request);
      this.prefix = prefix;
    }

    @Override
    public String getContextPath() {
      return prefix + super.getContextPath();
    }

    @Override
    public String getRequestURI() {
      return prefix + super.getRequestURI();
    }

    @Override
    public StringBuffer getRequestURL() {
      StringBuffer url = super.getRequestURL();
      return url.insert(url.length() - super.getRequestURI().length(), prefix);
    }
  }
}
