package dev.admitone.processor.records;

import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.ResultPublisher;
import dev.admitone.processor.settings.ProcessorProperties;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ErasureProperties;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicUse;
import dev.admitone.service.watch.TopicUses;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErasureProperties.class)
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
  Pseudonyms pseudonyms(ErasureProperties erasure) {
    return KeyedPseudonyms.of(erasure);
  }

  @Bean
  RequestTranslator requestTranslator(
      ContractProperties contract, ProfileSeal seal, Pseudonyms pseudonyms) {
    return RequestTranslator.of(contract, seal, pseudonyms);
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
