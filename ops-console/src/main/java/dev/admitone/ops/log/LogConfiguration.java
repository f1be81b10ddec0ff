package dev.admitone.ops.log;

import dev.admitone.ops.ledger.Ledger;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.KafkaClientSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContractProperties.class)
class LogConfiguration {

  /** A console that gives up early says so, and the operator sends the call again. */
  private static final int SEND_WAIT_MILLIS_MAX = 10_000;

  /** All reads go to ends that are known: a fetch beyond one would hold up the next partition. */
  private static final int FETCH_WAIT_MILLIS_MAX = 10;

  @Bean
  LogConsumers logConsumers(
      KafkaProperties kafka,
      KafkaConnectionDetails connection,
      ContractProperties contract,
      LogProperties settings) {
    KafkaClientSettings clients = new KafkaClientSettings(kafka, connection);
    return new LogConsumers(() -> consumer(clients, contract, settings), settings);
  }

  @Bean
  LogReader logReader(LogConsumers consumers, ContractProperties contract, LogProperties settings) {
    return new LogReader(
        consumers::open,
        contract.topics(),
        contract.partitions(),
        settings,
        contract.writeVersion());
  }

  @Bean
  RequestProducer requestProducer(
      KafkaProperties kafka,
      KafkaConnectionDetails connection,
      ContractProperties contract,
      LogProperties settings) {
    KafkaClientSettings clients = new KafkaClientSettings(kafka, connection);
    return new RequestProducer(() -> producer(clients, contract, settings));
  }

  @Bean
  RequestWriter requestWriter(RequestProducer producer, ContractProperties contract) {
    return new RequestWriter(
        producer,
        new RequestRecords(
            contract.topics().requests(),
            contract.partitions(),
            RecordCodec.requests(contract.writeVersion())));
  }

  @Bean
  Commands commands(RequestWriter log, Ledger ledger, LogProperties settings) {
    return new Commands(log, new OutcomesTable(ledger), settings.decisionWait());
  }

  @Bean
  LetterSender letterSender(RequestProducer producer, ContractProperties contract) {
    return new LetterSender(
        producer,
        contract.topics().requests(),
        contract.partitions(),
        RecordCodec.requests(contract.writeVersion()));
  }

  private static KafkaProducer<byte[], byte[]> producer(
      KafkaClientSettings clients, ContractProperties contract, LogProperties settings) {
    int wait = (int) Math.min(settings.decisionWait().toMillis(), SEND_WAIT_MILLIS_MAX);
    Map<String, Object> producer = clients.producer();
    producer.put(ProducerConfig.CLIENT_ID_CONFIG, contract.prefix() + "ops-console");
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, wait);
    producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, SEND_WAIT_MILLIS_MAX / 2);
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, SEND_WAIT_MILLIS_MAX);
    return new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
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
    consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS_MAX);
    // The position that was asked for, and no other one.
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
