package dev.admitone.gateway.security;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.origin.AllowedOrigins;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.web.HeaderNames;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets web pages of other origins call, and refuses those that are not named with a problem. A
 * filter, so that responses that no handler wrote are readable for them too.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, the CORS protocol</a>
 */
final class CrossOrigin extends DefaultCorsProcessor {

  private static final String CALLS = "/api/**";
  private static final Duration PREFLIGHT_MAX_AGE = Duration.ofHours(1);

  /** The last three are added by libraries that trace; what they bring enters no topic. */
  private static final List<String> HEADERS =
      List.of(
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.CONTENT_TYPE,
          HeaderNames.IDEMPOTENCY_KEY,
          HeaderNames.PREFER,
          "traceparent",
          "tracestate",
          "baggage");

  /** Of all calls; null: without any origin no response has the headers that a browser asks for. */
  private final @Nullable CorsConfiguration calls;

  CrossOrigin(GatewayProperties.Cors settings) {
    this.calls = settings.origins().isEmpty() ? null : configuration(settings);
  }

  CorsFilter filter() {
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    if (calls != null) {
      source.registerCorsConfiguration(CALLS, calls);
    }
    CorsFilter filter = new CorsFilter(source);
    filter.setCorsProcessor(this);
    return filter;
  }

  /** What the filter does for one call of {@link #CALLS}; false: it has written the refusal. */
  boolean admitsCall(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return processRequest(calls, request, response);
  }

  private static CorsConfiguration configuration(GatewayProperties.Cors settings) {
    CorsConfiguration cors = new NamedOrigins(settings.origins());
    cors.setAllowedMethods(List.of("GET", "POST", "PATCH"));
    List<String> headers = new ArrayList<>(HEADERS);
    headers.addAll(settings.allowedHeaders());
    cors.setAllowedHeaders(headers);
    cors.setExposedHeaders(
        List.of(
            HttpHeaders.LOCATION,
            HttpHeaders.RETRY_AFTER,
            HeaderNames.PREFERENCE_APPLIED,
            HeaderNames.RATE_LIMIT,
            HeaderNames.RATE_LIMIT_POLICY));
    // Pages of origins that are named may bring the session's cookie.
    cors.setAllowCredentials(!settings.origins().isAll());
    cors.setMaxAge(PREFLIGHT_MAX_AGE);
    return cors;
  }

  /**
   * A call of a page of this address is not from another origin, even if a proxy changed its
   * headers.
   */
  @Override
  public boolean processRequest(
      @Nullable CorsConfiguration cors, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean own = OwnOrigin.isSaid(request) && !CorsUtils.isPreFlightRequest(request);
    return super.processRequest(own ? null : cors, request, response);
  }

  @Override
  protected void rejectRequest(ServerHttpResponse response) throws IOException {
    HttpServletResponse servletResponse =
        ((ServletServerHttpResponse) response).getServletResponse();
    Problems.write(Problems.body(Reason.ORIGIN_NOT_ALLOWED), servletResponse);
    response.flush();
  }

  /** Asks the settings about each origin, as browsers write it. */
  private static final class NamedOrigins extends CorsConfiguration {

    private final AllowedOrigins origins;

    NamedOrigins(AllowedOrigins origins) {
      this.origins = origins;
    }

    @Override
    public @Nullable String checkOrigin(@Nullable String origin) {
      if (origin == null || origin.isBlank()) {
        return null;
      }
      if (origins.isAll()) {
        return ALL;
      }
      return origins.names(origin) ? origin : null;
    }
  }
}
