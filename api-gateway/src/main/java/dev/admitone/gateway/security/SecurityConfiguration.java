package dev.admitone.gateway.security;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.origin.AllowedOrigins;
import dev.admitone.service.tokens.TokenSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.context.support.WebApplicationContextUtils;
import org.springframework.web.filter.CorsFilter;

/** Which calls need which token. Nothing is remembered between calls. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /** The path of the one call that may be anonymous. */
  private static final String VALIDATE = "/api/invites/validate";

  @Bean
  TokenSettings tokenSettings(TokenProperties tokens) {
    return tokens.settings();
  }

  @Bean
  CallerResolver callerResolver() {
    return new CallerResolver();
  }

  @Bean
  SecurityProblems securityProblems() {
    return new SecurityProblems();
  }

  @Bean
  CorsFilter corsFilter(GatewayProperties gateway) {
    return CrossOrigin.filter(gateway.cors());
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
                calls.anyRequest().hasAuthority(Caller.OPERATOR);
              }
            });
    return withTokens(
        http,
        new BearerOrCookieTokenResolver("", new AllowedOrigins(List.of()), _ -> false, null),
        problems);
  }

  /** A path that is not named needs the most rights: one that is read otherwise opens nothing. */
  @Bean
  @Order(2)
  SecurityFilterChain calls(
      HttpSecurity http,
      TokenProperties tokens,
      GatewayProperties gateway,
      JwtDecoder decoder,
      SecurityProblems problems) {
    http.cors(Customizer.withDefaults())
        .authorizeHttpRequests(
            calls -> {
              calls.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
              calls.requestMatchers(HttpMethod.POST, "/api/redemptions").authenticated();
              calls.requestMatchers(HttpMethod.POST, "/api/auth/**").authenticated();
              if (!tokens.neededToValidate()) {
                calls.requestMatchers(HttpMethod.POST, VALIDATE).permitAll();
              } else {
                calls.requestMatchers(HttpMethod.POST, VALIDATE).authenticated();
              }
              calls.requestMatchers(HttpMethod.GET, "/api/**").authenticated();
              calls.requestMatchers(HttpMethod.HEAD, "/api/**").authenticated();
              calls.requestMatchers("/api/**").hasAuthority(Caller.OPERATOR);
              calls.anyRequest().authenticated();
            });
    return withTokens(
        http,
        new BearerOrCookieTokenResolver(
            tokens.sessionCookie(),
            gateway.cors().origins(),
            token -> isBelieved(token, decoder),
            tokens.neededToValidate() ? null : VALIDATE),
        problems);
  }

  private static boolean isBelieved(String token, JwtDecoder decoder) {
    try {
      var _ = decoder.decode(token);
      return true;
    } catch (BadJwtException e) {
      return false;
    } catch (JwtException e) {
      // Without keys no token is believed: the call is refused for that reason.
      return true;
    }
  }

  /**
   * The strict firewall, which checks each header's text as always, but without a regular
   * expression.
   */
  @Bean
  HttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(SecurityConfiguration::isText);
    firewall.setAllowedHeaderValues(value -> isText(value.replace('\t', ' ')));
    return firewall;
  }

  private static boolean isText(String header) {
    for (int i = 0; i < header.length(); i++) {
      char character = header.charAt(i);
      if (character < ' ' || character > '~') {
        return header
            .codePoints()
            .allMatch(point -> Character.isDefined(point) && !Character.isISOControl(point));
      }
    }
    return true;
  }

  /** A span and a timer for each filter of the chain would cost too much for every call. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  private static boolean isManagement(HttpServletRequest request) {
    return WebServerApplicationContext.hasServerNamespace(
        WebApplicationContextUtils.getWebApplicationContext(request.getServletContext()),
        "management");
  }

  private static SecurityFilterChain withTokens(
      HttpSecurity http, BearerOrCookieTokenResolver token, SecurityProblems problems) {
    // BearerOrCookieTokenResolver refuses the calls that the check against CSRF would refuse.
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
                    .bearerTokenResolver(token)
                    .authenticationEntryPoint(problems)
                    .accessDeniedHandler(problems)
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(CallerAuthentication::new))
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
}
