package dev.admitone.gateway.openapi;

import dev.admitone.gateway.limits.AddressLimit;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.security.SecurityProblems;
import dev.admitone.gateway.security.tokens.TokenProperties;
import io.swagger.v3.oas.models.OpenAPI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Describes the calls as an OpenAPI document, with a page to try them, unless {@code
 * springdoc.api-docs.enabled} is false. Both are made when they are first asked for.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class DescriptionConfiguration {

  /** Scripts and styles of its own alone, which are in the jar, and calls of this gateway alone. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none';"
          + " form-action 'none'";

  @Bean
  OpenAPI apiFrame() {
    return DescribedParts.frame();
  }

  @Bean
  ApiDescription apiDescription(JsonMapper json, TokenProperties tokens) {
    return new ApiDescription(new DescribedParts(json, tokens.sessionCookie()));
  }

  /** For everybody, and limited by address as all that needs no token. No token is looked at. */
  @Bean
  @Order(1)
  SecurityFilterChain description(HttpSecurity http, CallLimits limits, SecurityProblems problems) {
    return http.securityMatcher(
            "/openapi.json", "/openapi.json/swagger-config", "/swagger-ui.html", "/swagger-ui/**")
        .authorizeHttpRequests(
            calls -> {
              calls.requestMatchers(HttpMethod.GET).permitAll();
              calls.requestMatchers(HttpMethod.HEAD).permitAll();
              calls.anyRequest().denyAll();
            })
        .headers(
            headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_POLICY)))
        .csrf(AbstractHttpConfigurer::disable) // Nothing is changed here.
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .addFilterBefore(new AddressLimit(limits), AuthorizationFilter.class)
        .build();
  }
}
