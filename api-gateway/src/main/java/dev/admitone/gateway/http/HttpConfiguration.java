package dev.admitone.gateway.http;

import static java.util.Objects.requireNonNull;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.kafka.RedemptionLog;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.CorsFilter;
import tools.jackson.databind.json.JsonMapper;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean
  CallerResolver callerResolver() {
    return new CallerResolver();
  }

  @Bean
  ChangeCalls changeCalls(CallerResolver callers) {
    return new ChangeCalls(callers);
  }

  @Bean
  Answers answers(GatewayProperties gateway, CallerResolver callers) {
    return new Answers(gateway, callers);
  }

  @Bean
  InviteRequests inviteRequests(GatewayProperties gateway) {
    return new InviteRequests(
        new GeneratedCodes(requireNonNull(gateway.codeSecret(), "validated at the start")));
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
    return CrossOrigin.filter(gateway.cors().allowedOrigins(), json);
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
  StrictJson strictJson() {
    return new StrictJson();
  }

  @Bean
  DecisionTag decisionTag() {
    return new DecisionTag();
  }
}
