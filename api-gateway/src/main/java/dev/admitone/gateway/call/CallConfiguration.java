package dev.admitone.gateway.call;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.security.CallerResolver;
import dev.admitone.service.ContractProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class CallConfiguration {

  @Bean
  CallReader callReader(CallerResolver callers, ContractProperties contract) {
    return new CallReader(callers, contract.partitions());
  }

  @Bean
  Responses responses(GatewayProperties gateway) {
    return new Responses(gateway);
  }
}
