package dev.admitone.processor.records;

import dev.admitone.processor.redemption.ResultPublisher;
import dev.admitone.processor.settings.ProcessorProperties;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicUse;
import dev.admitone.service.watch.TopicUses;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class RecordsConfiguration {

  /** A replay publishes nothing. */
  @Bean
  ResultPublisher resultPublisher(
      ProducerFactory<byte[], byte[]> producers,
      ContractProperties contract,
      ProcessorProperties processor) {
    return processor.replay()
        ? (_, _) -> CompletableFuture.allOf()
        : KafkaResultPublisher.of(producers, contract);
  }

  @Bean
  RequestTranslator requestTranslator(ContractProperties contract, ProfileSeal seal) {
    return RequestTranslator.of(contract, seal);
  }

  @Bean
  TopicUses topicUses(ProvisionedTopics topics) {
    return TopicUses.of(
        TopicUse.reads(topics.requests()),
        TopicUse.writes(topics.results()),
        TopicUse.writes(topics.invites()),
        TopicUse.writes(topics.deadLetters()));
  }
}
