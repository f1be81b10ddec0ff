package dev.admitone.gateway.openapi;

import dev.admitone.gateway.limits.AddressLimit;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.security.SecurityProblems;
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
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/** Serves the contract and the page to try it, unless a setting takes both away. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = OpenApiConfiguration.ENABLED, matchIfMissing = true)
class OpenApiConfiguration implements WebMvcConfigurer {

  static final String ENABLED = "admit-one.gateway.openapi-enabled";
  static final String DOCUMENT = "/openapi.json";

  static final String PAGE_PARTS = "/swagger-ui/";

  private static final String PAGE = "/swagger-ui.html";
  private static final String LIBRARY = "swagger-ui";

  /** Scripts and styles of its own alone, which are in the jar, and calls of this gateway alone. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none';"
          + " form-action 'none'";

  /** For callers without a token, and limited by address. No token is looked at. */
  @Bean
  @Order(1)
  SecurityFilterChain openApiCalls(
      HttpSecurity http, CallLimits limits, SecurityProblems problems) {
    return http.securityMatcher(DOCUMENT, PAGE, PAGE_PARTS + "**")
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

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler(PAGE_PARTS + "**").addResourceLocations("classpath:/" + library());
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController(PAGE, PAGE_PARTS + "index.html");
  }

  private static String library() {
    return "%s/%s/%s/"
        .formatted(
            WebJarVersionLocator.WEBJARS_PATH_PREFIX,
            LIBRARY,
            new WebJarVersionLocator().version(LIBRARY));
  }
}
