package dev.admitone.gateway.lean;

import dev.admitone.gateway.limits.CallsInFlight;
import dev.admitone.gateway.security.CallSecurity;
import dev.admitone.gateway.web.CallObservations;
import java.util.List;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class LeanConfiguration {

  /**
   * Behind what reads the headers of proxies and hides traces, and before what observes a call: the
   * framework's own filter for that has the same order, but an application's beans come first.
   */
  private static final int BEFORE_OBSERVATION = Ordered.HIGHEST_PRECEDENCE + 1;

  private static final String FILTER = "leanRoute";

  @Bean(FILTER)
  LeanRoute leanRoute(
      List<LeanHandler> handlers,
      CallsInFlight calls,
      CallSecurity security,
      CallObservations observations,
      JsonMapper json) {
    return new LeanRoute(handlers, calls, security, observations, new ResponseWriter(json));
  }

  /**
   * By its name, since the server's start makes what it registers: what all these beans need would
   * start within it, and what fails then leaves the server's warnings about their threads.
   */
  @Bean
  DelegatingFilterProxyRegistrationBean leanRouteRegistration() {
    DelegatingFilterProxyRegistrationBean filter =
        new DelegatingFilterProxyRegistrationBean(FILTER);
    filter.setOrder(BEFORE_OBSERVATION);
    filter.addUrlPatterns("/api/redemptions/*");
    return filter;
  }
}
