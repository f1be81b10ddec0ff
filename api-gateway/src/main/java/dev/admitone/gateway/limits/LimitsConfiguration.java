package dev.admitone.gateway.limits;

import dev.admitone.gateway.GatewayProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

  private static final int BEHIND_OBSERVATION = 2;

  @Bean
  AskingBounds askingBounds(
      LimitProperties limits,
      GatewayProperties gateway,
      @Value("${server.tomcat.max-connections:8192}") int connections) {
    return AskingBounds.of(limits, gateway.maxAskingWaiters(), connections);
  }

  @Bean
  Looks looks(LimitProperties limits, GatewayProperties gateway) {
    return new Looks(limits.maxBuckets(), gateway.results().retention(), System::nanoTime);
  }

  @Bean
  Limits limits(LimitProperties settings) {
    return new Limits(settings, System::nanoTime);
  }

  @Bean
  CallLimits callLimits(Limits limits, Looks looks) {
    return new CallLimits(limits, looks);
  }

  @Bean
  WaitingCallsPerUser waitingCallsPerUser(LimitProperties limits) {
    return new WaitingCallsPerUser(limits.maxWaitingPerUser());
  }

  @Bean
  CallsInFlight callsInFlight(LimitProperties limits, AskingBounds asking, MeterRegistry meters) {
    CallsInFlight calls = new CallsInFlight(limits.maxCallsInFlight(), asking.calls());
    Gauge.builder("admitone.calls.in.flight", calls, CallsInFlight::count)
        .description("calls that are open, waiting ones included")
        .register(meters);
    Gauge.builder("admitone.calls.max", limits, LimitProperties::maxCallsInFlight)
        .description("calls that may be open at once")
        .register(meters);
    return calls;
  }

  /** Before the call's token is looked at; inside of what observes it. */
  @Bean
  FilterRegistrationBean<CallsInFlightFilter> callsInFlightFilter(CallsInFlight calls) {
    FilterRegistrationBean<CallsInFlightFilter> filter =
        new FilterRegistrationBean<>(new CallsInFlightFilter(calls));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + BEHIND_OBSERVATION);
    return filter;
  }
}
