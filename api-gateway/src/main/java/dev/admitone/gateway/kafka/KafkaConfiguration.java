package dev.admitone.gateway.kafka;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.limits.AskingBounds;
import dev.admitone.gateway.sends.Sends;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.KafkaClientSettings;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicUse;
import dev.admitone.service.watch.TopicUses;
import dev.admitone.service.watch.TopicWatch;
import dev.admitone.service.watch.WatchedConsumer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

  /** Within it the producer learns where the partition is. */
  private static final int MAX_BLOCK_MILLIS = 1_500;

  /** Some hundred requests for one code. */
  private static final int BATCH_BYTES = 128 * 1024;

  /**
   * Whatever is configured elsewhere, an acknowledged request is in the log, once, and in time. The
   * type is Boot's own of this bean: a template that nobody uses asks for one of objects.
   */
  @Bean
  ProducerFactory<?, ?> requestProducers(
      KafkaClientSettings kafka,
      GatewayProperties gateway,
      ObjectProvider<DefaultKafkaProducerFactoryCustomizer> customizers) {
    Map<String, Object> properties = kafka.producer();
    int acknowledgementMillis = Math.toIntExact(gateway.maxAcknowledgement().toMillis());
    int blockMillis = Math.min(MAX_BLOCK_MILLIS, acknowledgementMillis / 3);
    int deliveryMillis = acknowledgementMillis - blockMillis;
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMillis);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryMillis / 2);
    // What comes while a produce request is under way goes with the next one: a lone request does
    // not wait, and under load a produce request carries as many as came meanwhile.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
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
  RequestPublisher requestPublisher(
      ProducerFactory<byte[], byte[]> producers,
      ProvisionedTopics topics,
      ContractProperties contract,
      GatewayProperties gateway,
      Tracer tracer,
      Propagator propagator,
      Sends sends) {
    return new RequestPublisher(
        producers,
        topics,
        RecordCodec.requests(contract.writeVersion()),
        new RequestTraces(tracer, propagator),
        gateway.maxAcknowledgement(),
        sends);
  }

  @Bean
  RecordCodec<RedemptionDecided> resultsCodec(ContractProperties contract) {
    return RecordCodec.results(contract.writeVersion());
  }

  @Bean
  ResultsWindow resultsWindow(
      RecordCodec<RedemptionDecided> codec, GatewayProperties gateway, Clock clock) {
    return new ResultsWindow(
        codec::decode, clock, gateway.results().retention(), gateway.results().maxSize());
  }

  @Bean
  Watermarks watermarks(ContractProperties contract, Clock clock) {
    return new Watermarks(clock, contract.partitions());
  }

  @Bean
  RequestsEnd requestsEnd(KafkaAdmin settings, ProvisionedTopics topics) {
    return new RequestsEnd(settings, topics);
  }

  @Bean
  Questions questions(
      RequestPublisher publisher,
      Watermarks watermarks,
      Clock clock,
      ContractProperties contract,
      GatewayProperties gateway) {
    return new Questions(
        (question, told) -> publisher.send(question).tell(told),
        watermarks,
        clock,
        contract.writeVersion(),
        gateway.maxOpenQuestions());
  }

  @Bean
  Waiters waiters(GatewayProperties gateway, AskingBounds asking) {
    return new Waiters(gateway.maxWaiters(), asking.waiters());
  }

  @Bean
  ResultsReader resultsReader(
      KafkaClientSettings kafka,
      ProvisionedTopics topics,
      RecordCodec<RedemptionDecided> codec,
      GatewayProperties gateway,
      ResultsWindow window,
      Watermarks watermarks,
      Waiters waiters,
      Questions questions,
      MeterRegistry registry,
      TopicWatch watch,
      Clock clock) {
    Map<String, Object> properties = kafka.consumer();
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A topic that is gone must be seen, not made again with the broker's defaults.
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // What the log no longer has must be seen: see ResultsReader.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    Results results = new Results(codec, window, watermarks, waiters, questions, registry);
    return new ResultsReader(
        () ->
            new WatchedConsumer<>(
                properties,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                watch::missing),
        topics,
        results,
        clock,
        gateway.results().retention());
  }

  @Bean
  TopicUses topicUses(ProvisionedTopics topics) {
    return TopicUses.of(
        TopicUse.writes(topics.requests()),
        TopicUse.reads(topics.results()),
        TopicUse.reads(topics.invites()));
  }

  @Bean
  ReplacedTopics replacedTopics(
      ProvisionedTopics topics,
      RequestsEnd requestsEnd,
      Watermarks watermarks,
      ResultsReader reader) {
    return new ReplacedTopics(topics, requestsEnd, watermarks, reader);
  }

  @Bean
  RedemptionLog redemptionLog(
      RequestPublisher publisher,
      ResultsWindow window,
      Watermarks watermarks,
      RequestsEnd requestsEnd,
      Waiters waiters,
      Questions questions) {
    return new RedemptionLog(publisher, window, watermarks, requestsEnd, waiters, questions);
  }

  @Bean
  MeterBinder waitingMeters(ResultsWindow window, Waiters waiters, Questions questions) {
    return registry -> {
      for (Waiters.Purpose purpose : Waiters.Purpose.values()) {
        Gauge.builder("admitone.waiters", waiters, all -> all.count(purpose))
            .description("Calls that wait for a result")
            .tag("purpose", purpose.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
      Gauge.builder("admitone.questions.open", questions, Questions::openCount)
          .description("Questions about earlier decisions that the ledger has not answered yet")
          .register(registry);
      Gauge.builder("admitone.results.window.entries", window, ResultsWindow::entryCount)
          .description("Results that are remembered")
          .register(registry);
      Gauge.builder("admitone.results.window.size", window, ResultsWindow::bytes)
          .description("Memory that they take, about")
          .baseUnit("bytes")
          .register(registry);
    };
  }

  @Bean
  ResultsHealth resultsHealthIndicator(ResultsReader reader) {
    return new ResultsHealth(reader);
  }

  @Bean
  ResultsThreadHealth resultsThreadHealthIndicator(ResultsReader reader) {
    return new ResultsThreadHealth(reader);
  }
}
