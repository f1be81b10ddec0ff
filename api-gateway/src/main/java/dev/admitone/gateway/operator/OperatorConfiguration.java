package dev.admitone.gateway.operator;

import static java.util.Objects.requireNonNull;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.DecisionFinder;
import dev.admitone.gateway.log.RequestLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

  @Bean
  InviteRequests inviteRequests(GatewayProperties gateway, InviteView invites) {
    String secret = requireNonNull(gateway.codeSecret(), "validated at the start");
    return new InviteRequests(new CodeGenerator(secret), invites);
  }

  @Bean
  OperatorCommands operatorCalls(
      RequestLog log, InviteView invites, Responses responses, CallLimits limits) {
    return new OperatorCommands(log, invites, responses, limits);
  }

  @Bean
  BulkCreation bulkCalls(
      InviteRequests requests,
      RequestLog log,
      InviteView invites,
      Responses responses,
      CallLimits limits,
      GatewayProperties gateway) {
    return new BulkCreation(requests, log, invites, responses, limits, gateway.maxBulkCalls());
  }

  @Bean
  ReleaseRequests releaseRequests(DecisionFinder decisions) {
    return new ReleaseRequests(decisions);
  }
}
