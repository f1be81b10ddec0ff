package dev.admitone.ops.log;

import dev.admitone.service.ContractProperties;
import dev.admitone.service.KafkaClientSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContractProperties.class)
class LogConfiguration {

  @Bean
  LogReader logReader(
      KafkaProperties kafka,
      KafkaConnectionDetails connection,
      ContractProperties contract,
      LogProperties settings) {
    KafkaClientSettings clients = new KafkaClientSettings(kafka, connection);
    return new LogReader(
        () -> consumer(clients, contract, settings),
        contract.topics(),
        contract.partitions(),
        settings,
        contract.writeVersion());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      KafkaClientSettings clients, ContractProperties contract, LogProperties settings) {
    Map<String, Object> consumer = clients.consumer();
    consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
    consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, contract.prefix() + "ops-console");
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A topic that is gone must be seen, not made again with the broker's defaults.
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) settings.searchTime().toMillis());
    // The position that was asked for, and no other one.
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
