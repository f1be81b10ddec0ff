package dev.admitone.gateway.call;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.security.CallerResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class CallConfiguration {

  @Bean
  ChangeCalls changeCalls(CallerResolver callers) {
    return new ChangeCalls(callers);
  }

  @Bean
  Responses answers(GatewayProperties gateway, CallerResolver callers) {
    return new Responses(gateway, callers);
  }
}
