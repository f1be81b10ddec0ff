package dev.admitone.gateway.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets web pages of other origins call, and refuses those that are not named with a problem. A
 * filter, so that what is answered before any handler is readable for them too.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, the CORS protocol</a>
 */
final class CrossOrigin extends DefaultCorsProcessor {

  private static final String CALLS = "/api/**";
  private static final Duration PREFLIGHT_HOLDS = Duration.ofHours(1);

  private final byte[] refusal;

  private CrossOrigin(byte[] refusal) {
    this.refusal = refusal;
  }

  /** Without any origin no answer has the headers that a browser asks for. */
  static CorsFilter filter(List<String> allowedOrigins, JsonMapper json) {
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    if (!allowedOrigins.isEmpty()) {
      source.registerCorsConfiguration(CALLS, configuration(allowedOrigins));
    }
    Reason reason = Reason.ORIGIN_NOT_ALLOWED;
    CorsFilter filter = new CorsFilter(source);
    filter.setCorsProcessor(
        new CrossOrigin(json.writeValueAsBytes(Problems.body(reason, reason.sentence(), null))));
    return filter;
  }

  private static CorsConfiguration configuration(List<String> allowedOrigins) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(allowedOrigins);
    cors.setAllowedMethods(List.of("GET", "POST", "PATCH"));
    cors.setAllowedHeaders(
        List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            ChangeCalls.KEY_HEADER,
            ChangeCalls.PREFER_HEADER));
    cors.setExposedHeaders(
        List.of(
            HttpHeaders.LOCATION,
            HttpHeaders.RETRY_AFTER,
            Answers.APPLIED_HEADER,
            CallLimits.LIMIT_HEADER,
            CallLimits.POLICY_HEADER));
    // Pages of origins that are named may bring the session's cookie.
    cors.setAllowCredentials(!allowedOrigins.contains(CorsConfiguration.ALL));
    cors.setMaxAge(PREFLIGHT_HOLDS);
    return cors;
  }

  @Override
  protected void rejectRequest(ServerHttpResponse response) throws IOException {
    response.setStatusCode(Reason.ORIGIN_NOT_ALLOWED.status());
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    response.getBody().write(refusal);
    response.flush();
  }
}
