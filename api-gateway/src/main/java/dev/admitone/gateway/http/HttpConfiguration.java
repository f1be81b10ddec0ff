package dev.admitone.gateway.http;

import static java.util.Objects.requireNonNull;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.kafka.RedemptionLog;
import dev.admitone.gateway.limits.AskingBounds;
import dev.admitone.gateway.limits.LimitProperties;
import dev.admitone.gateway.limits.Limits;
import dev.admitone.gateway.limits.Looks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  private static final int BEHIND_OBSERVATION = 2;

  @Bean
  CallerResolver callerResolver() {
    return new CallerResolver();
  }

  @Bean
  ChangeCalls changeCalls(CallerResolver callers) {
    return new ChangeCalls(callers);
  }

  @Bean
  Answers answers(GatewayProperties gateway, CallerResolver callers, CallLimits limits) {
    return new Answers(gateway, callers, limits);
  }

  @Bean
  InviteRequests inviteRequests(GatewayProperties gateway, InviteView invites) {
    String secret = requireNonNull(gateway.codeSecret(), "validated at the start");
    return new InviteRequests(new GeneratedCodes(secret), invites);
  }

  @Bean
  OperatorCalls operatorCalls(RedemptionLog log, InviteView invites, Answers answers) {
    return new OperatorCalls(log, invites, answers);
  }

  @Bean
  BulkCalls bulkCalls(
      InviteRequests requests,
      RedemptionLog log,
      InviteView invites,
      Answers answers,
      GatewayProperties gateway) {
    return new BulkCalls(requests, log, invites, answers, gateway.maxBulkCalls());
  }

  @Bean
  ReleaseRequests releaseRequests(RedemptionLog log) {
    return new ReleaseRequests(log);
  }

  @Bean
  DecisionEvents decisionEvents(
      RedemptionLog log, Answers answers, GatewayProperties gateway, JsonMapper json) {
    return new DecisionEvents(log, answers, gateway.events(), json);
  }

  @Bean
  CorsFilter corsFilter(GatewayProperties gateway, JsonMapper json) {
    return CrossOrigin.filter(gateway.cors(), json);
  }

  @Bean
  Askers askers(CallerResolver callers, LimitProperties limits) {
    return new Askers(callers, limits.maxWaitingPerUser());
  }

  @Bean
  CallLimits callLimits(Limits limits, Looks looks) {
    return new CallLimits(limits, looks);
  }

  /** Outside of what observes the call. */
  @Bean
  FilterRegistrationBean<CallersTraces> callersTraces(TraceProperties traces) {
    FilterRegistrationBean<CallersTraces> filter =
        new FilterRegistrationBean<>(new CallersTraces(traces.trustedCallers()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  /** Before the call's token is looked at; inside of what observes it. */
  @Bean
  FilterRegistrationBean<CallsInFlight> callsInFlight(
      LimitProperties limits,
      AskingBounds asking,
      SecurityProblems problems,
      MeterRegistry meters) {
    CallsInFlight calls = new CallsInFlight(limits.maxCallsInFlight(), asking.calls(), problems);
    Gauge.builder("admitone.calls.in.flight", calls, CallsInFlight::count)
        .description("calls that are open, waiting ones included")
        .register(meters);
    FilterRegistrationBean<CallsInFlight> filter = new FilterRegistrationBean<>(calls);
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + BEHIND_OBSERVATION);
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

  /** What the server refuses before any filter sees it, such as a path that is none. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemReports() {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
              }
            });
  }

  @Bean
  WebMvcConfigurer refusals(SecurityProblems problems) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AcceptedAnswers()).addPathPatterns("/api/**");
      }

      @Override
      public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst(new RefusedCalls(problems));
      }
    };
  }

  @Bean
  StrictJson strictJson() {
    return new StrictJson();
  }

  @Bean
  DecisionTag decisionTag() {
    return new DecisionTag();
  }
}
