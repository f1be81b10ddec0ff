package dev.admitone.gateway.redemption;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.limits.WaitingCallsPerUser;
import dev.admitone.gateway.log.Decider;
import dev.admitone.gateway.log.DecisionFinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class RedemptionConfiguration {

  @Bean
  Redeeming redeeming(Decider decider, Responses responses, CallLimits limits) {
    return new Redeeming(decider, responses, limits);
  }

  @Bean
  Looking looking(
      DecisionFinder decisions,
      Responses responses,
      CallLimits limits,
      WaitingCallsPerUser waiting) {
    return new Looking(decisions, responses, limits, waiting);
  }

  @Bean
  DecisionEvents decisionEvents(
      DecisionFinder decisions,
      Responses responses,
      CallLimits limits,
      GatewayProperties gateway,
      JsonMapper json) {
    return new DecisionEvents(decisions, responses, limits, gateway.events(), json);
  }
}
