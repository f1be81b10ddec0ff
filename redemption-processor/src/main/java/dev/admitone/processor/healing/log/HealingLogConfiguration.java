package dev.admitone.processor.healing.log;

import dev.admitone.processor.healing.HealingLog;
import dev.admitone.processor.records.KafkaResultPublisher;
import dev.admitone.processor.records.KeyedPseudonyms;
import dev.admitone.processor.records.RequestTranslator;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.ResultPublisher;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ErasureProperties;
import dev.admitone.service.ProvisionedTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** The log as a healing needs it: imported by the command, found by no scan. */
@EnableConfigurationProperties(ErasureProperties.class)
public class HealingLogConfiguration {

  @Bean
  ResultPublisher healingPublisher(
      ProducerFactory<byte[], byte[]> producers, ContractProperties contract) {
    return KafkaResultPublisher.of(producers, contract);
  }

  @Bean
  Pseudonyms pseudonyms(ErasureProperties erasure) {
    return KeyedPseudonyms.of(erasure);
  }

  @Bean
  HealingLog healingLog(
      ConsumerFactory<byte[], byte[]> consumers,
      KafkaAdmin admin,
      ProvisionedTopics topics,
      ContractProperties contract,
      ProfileSeal seal,
      Pseudonyms pseudonyms,
      ResultPublisher publisher) {
    Map<String, Object> settings = new HashMap<>(consumers.getConfigurationProperties());
    String group = String.valueOf(settings.get(ConsumerConfig.GROUP_ID_CONFIG));
    Properties own = new Properties();
    own.put(ConsumerConfig.CLIENT_ID_CONFIG, "redemption-processor-healing");
    // It reads to known ends. A fetch beyond one would make the next partition wait for its return.
    own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
    Admin asked = Admin.create(admin.getConfigurationProperties());
    return new KafkaHealingLog(
        new HealingReader(consumers.createConsumer("healing-reads-in-no-group", "", "", own)),
        new HealingOffsets(asked),
        new HealingGroup(asked, group),
        topics,
        RequestTranslator.of(contract, seal, pseudonyms),
        publisher);
  }
}
