package dev.admitone.gateway.log.requests;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.service.ProvisionedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is learned from this gateway's own sends. */
@Configuration(proxyBeanMethods = false)
class SendsConfiguration {

  /** How far ahead Kafka takes time stamps when the topic has no setting of its own. */
  private static final Duration TIMESTAMP_AFTER_MAX = Duration.ofHours(1);

  @Bean
  Sends sends(MeterRegistry registry, Clock clock) {
    return new Sends(registry, clock);
  }

  @Bean
  SendsHealth sendsHealthIndicator(Sends sends, ProvisionedTopics topics) {
    return new SendsHealth(sends.trouble(), topics.requests());
  }

  /** A gateway whose clock is off by the retention looks for results where there are none. */
  @Bean
  ClockHealth clockHealthIndicator(Sends sends, GatewayProperties gateway, Clock clock) {
    Duration retention = gateway.results().retention();
    Duration limit = retention.compareTo(TIMESTAMP_AFTER_MAX) < 0 ? retention : TIMESTAMP_AFTER_MAX;
    return new ClockHealth(sends.brokerClock(), limit, clock);
  }
}
