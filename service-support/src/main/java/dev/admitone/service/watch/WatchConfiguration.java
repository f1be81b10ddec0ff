package dev.admitone.service.watch;

import dev.admitone.schemas.topics.Topics;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ProvisionedTopics;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * The watch over the topics that a service's {@link TopicUses} name, and the health that shows what
 * it finds.
 */
@Configuration(proxyBeanMethods = false)
public class WatchConfiguration {

  /** Needs the topics: a topic that is not created yet is not missing. */
  @Bean
  TopicWatch topicWatch(
      KafkaAdmin settings,
      ProvisionedTopics topics,
      ContractProperties contract,
      TopicUses uses,
      ObjectProvider<BrokerCheck> checks,
      ApplicationEventPublisher events,
      Clock clock) {
    return new TopicWatch(
        settings,
        Topics.settings(contract.topics(), topics.partitionCount()),
        uses,
        checks.orderedStream().toList(),
        events,
        clock);
  }

  @Bean
  TopicsHealth topicsHealthIndicator(TopicWatch watch) {
    return new TopicsHealth(watch);
  }

  @Bean
  BrokerHealth brokerHealthIndicator(TopicWatch watch) {
    return new BrokerHealth(watch);
  }
}
