package dev.admitone.gateway.redemption;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.limits.WaitingCallsPerUser;
import dev.admitone.gateway.log.Decider;
import dev.admitone.gateway.log.DecisionFinder;
import dev.admitone.gateway.log.RequestLog;
import dev.admitone.gateway.web.BodyLimit;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class RedemptionConfiguration {

  @Bean
  RedeemHandler redeemHandler(CallReader calls, Redeeming redeeming, JsonMapper json) {
    return new RedeemHandler(calls, redeeming, json);
  }

  @Bean
  LookHandler lookHandler(CallReader calls, Looking looking) {
    return new LookHandler(calls, looking);
  }

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

  @Bean
  BulkRedemption bulkRedemption(
      RequestLog log, Responses responses, CallLimits limits, MeterRegistry meters) {
    return new BulkRedemption(
        log,
        responses,
        limits,
        DistributionSummary.builder("admitone.bulk.size")
            .description("redemptions in one call with many")
            .register(meters));
  }

  @Bean
  WebMvcConfigurer bulkCallsOpen(GatewayProperties gateway) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(new BulkCallsOpen(gateway.maxBulkRedemptionCalls()))
            .addPathPatterns(BodyLimit.BULK_PATH);
      }
    };
  }
}
