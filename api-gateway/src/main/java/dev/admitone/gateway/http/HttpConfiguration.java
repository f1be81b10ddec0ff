package dev.admitone.gateway.http;

import static java.util.Objects.requireNonNull;

import dev.admitone.gateway.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean
  ChangeCalls changeCalls() {
    return new ChangeCalls(new CallerResolver());
  }

  @Bean
  Answers answers(GatewayProperties gateway) {
    return new Answers(gateway);
  }

  @Bean
  GeneratedCodes generatedCodes(GatewayProperties gateway) {
    return new GeneratedCodes(requireNonNull(gateway.codeSecret(), "validated at the start"));
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
}
