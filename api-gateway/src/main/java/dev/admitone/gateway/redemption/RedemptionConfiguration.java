package dev.admitone.gateway.redemption;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.RedemptionLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class RedemptionConfiguration {

  @Bean
  DecisionEvents decisionEvents(
      RedemptionLog log,
      Responses responses,
      CallLimits limits,
      GatewayProperties gateway,
      JsonMapper json) {
    return new DecisionEvents(log, responses, limits, gateway.events(), json);
  }
}
