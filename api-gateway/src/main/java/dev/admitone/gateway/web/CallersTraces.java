package dev.admitone.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hides a caller's trace context from what observes the call. A caller that is not trusted could
 * have each of its calls sampled, by its flag or by a trace id that the sampler takes. What a
 * caller writes into {@code tracestate} and {@code baggage} is text, such as its user's address: it
 * is hidden for trusted callers too.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#security-considerations">Trace Context,
 *     security</a>
 */
final class CallersTraces extends OncePerRequestFilter {

  private static final Set<String> TEXTS = Set.of("tracestate", "baggage");

  private static final Set<String> CONTEXTS =
      Set.of(
          "traceparent",
          "b3",
          "x-b3-traceid",
          "x-b3-spanid",
          "x-b3-parentspanid",
          "x-b3-sampled",
          "x-b3-flags");

  private final List<IpAddressMatcher> trusted;

  CallersTraces(List<String> trustedCallers) {
    this.trusted = trustedCallers.stream().map(IpAddressMatcher::new).toList();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new WithoutContext(request, isTrusted(request.getRemoteAddr())), response);
  }

  private boolean isTrusted(String address) {
    try {
      return trusted.stream().anyMatch(network -> network.matches(address));
    } catch (IllegalArgumentException e) {
      // A trusted proxy may forward text that is no address.
      return false;
    }
  }

  private static final class WithoutContext extends HttpServletRequestWrapper {

    private final boolean trusted;

    WithoutContext(HttpServletRequest request, boolean trusted) {
      super(request);
      this.trusted = trusted;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(
          Collections.list(super.getHeaderNames()).stream()
              .filter(name -> !isHidden(name))
              .toList());
    }

    private boolean isHidden(String name) {
      // Each header that is read comes here: the first letter tells most of them apart.
      if (name.isEmpty() || "tbxTBX".indexOf(name.charAt(0)) < 0) {
        return false;
      }
      String lower = name.toLowerCase(Locale.ROOT);
      return TEXTS.contains(lower) || (!trusted && CONTEXTS.contains(lower));
    }
  }
}
