package dev.admitone.gateway.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  /** Outside of what observes the call. */
  @Bean
  FilterRegistrationBean<CallersTraces> callersTraces(TraceProperties traces) {
    FilterRegistrationBean<CallersTraces> filter =
        new FilterRegistrationBean<>(new CallersTraces(traces.trustedCallers()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  /** Before all that looks at a path, as the framework's own filter is. */
  @Bean
  FilterRegistrationBean<ForwardedPrefix> forwardedPrefix() {
    FilterRegistrationBean<ForwardedPrefix> filter =
        new FilterRegistrationBean<>(new ForwardedPrefix());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  BodyLimit bodyLimit() {
    return new BodyLimit();
  }

  @Bean
  StrictJson strictJson() {
    return new StrictJson();
  }

  @Bean
  DecisionTag decisionTag() {
    return new DecisionTag();
  }

  @Bean
  CallObservations callObservations(
      MeterRegistry meters, DecisionTag convention, Tracer tracer, Propagator propagator) {
    return new CallObservations(meters, convention, tracer, propagator);
  }
}
