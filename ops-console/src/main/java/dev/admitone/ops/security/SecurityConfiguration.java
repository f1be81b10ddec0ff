package dev.admitone.ops.security;

import dev.admitone.ops.settings.TokenProperties;
import dev.admitone.service.tokens.TokenScopes;
import dev.admitone.service.tokens.TokenSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** Which calls need which scope. Nothing is remembered between calls; pages have sessions. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  TokenSettings tokenSettings(TokenProperties tokens) {
    return tokens.settings();
  }

  @Bean
  SecurityProblems securityProblems() {
    return new SecurityProblems();
  }

  /**
   * On a port of its own, management is open to all that reach it; that is this machine alone,
   * unless {@code management.server.address} says otherwise. On the port of all, health alone is.
   */
  @Bean
  @Order(0)
  SecurityFilterChain management(
      HttpSecurity http, Environment environment, SecurityProblems problems) {
    boolean ownPort = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
    http.securityMatcher(
            ownPort ? SecurityConfiguration::isManagement : EndpointRequest.toAnyEndpoint())
        .authorizeHttpRequests(
            calls -> {
              calls.requestMatchers(EndpointRequest.to("health")).permitAll();
              if (ownPort) {
                calls.anyRequest().permitAll();
              } else {
                calls.anyRequest().hasAuthority(Scopes.CHANGE);
              }
            });
    return withTokens(http, problems);
  }

  /** A call that is not named needs the most rights: one that is read otherwise opens nothing. */
  @Bean
  @Order(1)
  SecurityFilterChain calls(HttpSecurity http, SecurityProblems problems) {
    http.securityMatcher("/api/**")
        .authorizeHttpRequests(
            calls -> {
              calls.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll();
              calls
                  .requestMatchers(HttpMethod.GET, "/api/**")
                  .hasAnyAuthority(Scopes.READ, Scopes.CHANGE);
              calls.anyRequest().hasAuthority(Scopes.CHANGE);
            });
    return withTokens(http, problems);
  }

  private static boolean isManagement(HttpServletRequest request) {
    return WebServerApplicationContext.hasServerNamespace(
        WebApplicationContextUtils.getWebApplicationContext(request.getServletContext()),
        "management");
  }

  /** No cookie carries a token here, so a page of another origin cannot make a call with one. */
  private static SecurityFilterChain withTokens(HttpSecurity http, SecurityProblems problems) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .oauth2ResourceServer(
            server ->
                server
                    .authenticationEntryPoint(problems)
                    .accessDeniedHandler(problems)
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(SecurityConfiguration::operator))
                    .withObjectPostProcessor(
                        new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                          @Override
                          public <O extends BearerTokenAuthenticationFilter> O postProcess(
                              O filter) {
                            // Its default would turn keys that cannot be fetched into an error 500.
                            filter.setAuthenticationFailureHandler(problems::commence);
                            return filter;
                          }
                        }))
        .build();
  }

  private static JwtAuthenticationToken operator(Jwt token) {
    return new JwtAuthenticationToken(
        token, TokenScopes.of(token).stream().map(SimpleGrantedAuthority::new).toList());
  }
}
