package dev.admitone.gateway.limits;

import dev.admitone.gateway.GatewayProperties;
import io.github.bucket4j.TimeMeter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

  @Bean
  AskingBounds askingBounds(
      LimitProperties limits,
      GatewayProperties gateway,
      @Value("${server.tomcat.max-connections:8192}") int connections) {
    return AskingBounds.of(limits, gateway.maxAskingWaiters(), connections);
  }

  @Bean
  Looks looks(LimitProperties limits, GatewayProperties gateway) {
    return new Looks(limits.maxBuckets(), gateway.results().retention());
  }

  @Bean
  Limits limits(LimitProperties settings) {
    return new Limits(settings, TimeMeter.SYSTEM_NANOTIME);
  }
}
