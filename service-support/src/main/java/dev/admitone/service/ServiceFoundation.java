package dev.admitone.service;

import dev.admitone.schemas.signup.ProfileSeal;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** What every service has: imported by its application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ContractProperties.class, SealProperties.class})
public class ServiceFoundation {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ProfileSeal profileSeal(SealProperties seal) {
    return seal.seal();
  }

  @Bean
  KafkaClientSettings kafkaClientSettings(
      KafkaProperties properties, KafkaConnectionDetails connection) {
    return new KafkaClientSettings(properties, connection);
  }

  @Bean
  ProvisionedTopics provisionedTopics(KafkaAdmin admin, ContractProperties contract) {
    return new ProvisionedTopics(
        admin, contract.topics(), contract.partitions(), contract.brokerWait());
  }
}
