package dev.admitone.ops.signin;

import dev.admitone.ops.html.Html;
import dev.admitone.ops.security.Scopes;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** Beans of this package: which pages need which rights, and what each response says of itself. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

  /** No script or style but the console's own files, and nothing from or to another site. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'";

  @Bean
  SecurityContextRepository securityContexts() {
    return new HttpSessionSecurityContextRepository();
  }

  @Bean
  Sessions sessions(
      JwtDecoder tokens, SecurityContextRepository contexts, SessionProperties settings) {
    return new Sessions(tokens, contexts, settings.idleMax());
  }

  @Bean
  PageRefusals pageRefusals(Html html) {
    return new PageRefusals(html);
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> sessionCookies() {
    return server ->
        server.addContextCustomizers(context -> context.setCookieProcessor(new SessionCookies()));
  }

  /**
   * Everything that no other chain takes. A form that is not named needs the right to change: one
   * that is added later is closed until a rule opens it.
   */
  @Bean
  @Order(2)
  SecurityFilterChain pages(
      HttpSecurity http,
      Sessions sessions,
      SecurityContextRepository contexts,
      PageRefusals refusals) {
    http.authorizeHttpRequests(
            pages -> {
              pages.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll();
              pages.requestMatchers(HttpMethod.GET, "/static/**", PageRefusals.SIGN_IN).permitAll();
              pages.requestMatchers(HttpMethod.POST, PageRefusals.SIGN_IN).permitAll();
              pages.requestMatchers(HttpMethod.GET).hasAnyAuthority(Scopes.READ, Scopes.CHANGE);
              pages.requestMatchers(HttpMethod.HEAD).hasAnyAuthority(Scopes.READ, Scopes.CHANGE);
              pages.anyRequest().hasAuthority(Scopes.CHANGE);
            })
        .securityContext(context -> context.securityContextRepository(contexts))
        // Before the operator has a session there is none that could keep a token: the guard alone
        // refuses forms of other sites there.
        .csrf(csrf -> csrf.ignoringRequestMatchers(PageRefusals.SIGN_IN))
        .addFilterBefore(new SessionGuard(sessions, refusals), CsrfFilter.class)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?out=true"))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                    .frameOptions(frame -> frame.deny())
                    // Without a referrer at all, browsers would not say which origin a form has.
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                    .addHeaderWriter(
                        new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin"))
                    .addHeaderWriter(
                        new StaticHeadersWriter("Cross-Origin-Resource-Policy", "same-origin")));
    return http.build();
  }
}
