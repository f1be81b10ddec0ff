package dev.admitone.gateway.lean;

import dev.admitone.gateway.limits.CallsInFlight;
import dev.admitone.gateway.security.CallSecurity;
import dev.admitone.gateway.web.CallObservations;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
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

  @Bean
  FilterRegistrationBean<LeanRoute> leanRoute(
      List<LeanHandler> handlers,
      CallsInFlight calls,
      CallSecurity security,
      CallObservations observations,
      JsonMapper json) {
    FilterRegistrationBean<LeanRoute> filter =
        new FilterRegistrationBean<>(
            new LeanRoute(handlers, calls, security, observations, new ResponseWriter(json)));
    filter.setOrder(BEFORE_OBSERVATION);
    filter.addUrlPatterns("/api/redemptions/*");
    return filter;
  }
}
