package dev.admitone.gateway.log.requests;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.KafkaClientSettings;
import dev.admitone.service.ProvisionedTopics;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class RequestsConfiguration {

  /** Within it the producer learns where the partition is. */
  private static final int BLOCK_MILLIS_MAX = 1_500;

  /** Enough for some hundred requests for one code. */
  private static final int BATCH_BYTES = 128 * 1024;

  /**
   * These settings override all others: an acknowledged request is in the log, once, and in time.
   * The type is Boot's own of this bean, because its unused template asks for one of objects.
   */
  @Bean
  ProducerFactory<?, ?> requestProducers(
      KafkaClientSettings kafka,
      GatewayProperties gateway,
      ObjectProvider<DefaultKafkaProducerFactoryCustomizer> customizers) {
    Map<String, Object> properties = kafka.producer();
    int acknowledgementMillis = Math.toIntExact(gateway.maxAcknowledgement().toMillis());
    int blockMillis = Math.min(BLOCK_MILLIS_MAX, acknowledgementMillis / 3);
    int deliveryMillis = acknowledgementMillis - blockMillis;
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMillis);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryMillis / 2);
    // Under load a produce request carries what came within that time, and what came while the one
    // before was under way. A lone request does not wait: see RequestPublisher.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, (int) RequestPublisher.LINGER.toMillis());
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
    properties.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    var producers =
        new DefaultKafkaProducerFactory<>(
            properties, new ByteArraySerializer(), new ByteArraySerializer());
    customizers.orderedStream().forEach(customizer -> customizer.customize(producers));
    return producers;
  }

  @Bean
  RequestTraces requestTraces(Tracer tracer, Propagator propagator) {
    return new RequestTraces(tracer, propagator);
  }

  @Bean
  RequestPublisher requestPublisher(
      ProducerFactory<byte[], byte[]> producers,
      ProvisionedTopics topics,
      ContractProperties contract,
      GatewayProperties gateway,
      RequestTraces traces,
      Sends sends) {
    return new RequestPublisher(
        producers,
        topics.requestRecords(contract.writeVersion()),
        traces,
        gateway.maxAcknowledgement(),
        sends);
  }

  @Bean
  RequestsLogEnd requestsEnd(KafkaAdmin settings, ProvisionedTopics topics) {
    return new RequestsLogEnd(settings, topics);
  }
}
