package dev.admitone.gateway.log.results;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.limits.AskingBounds;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.KafkaClientSettings;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicWatch;
import dev.admitone.service.watch.WatchedConsumer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class ResultsConfiguration {

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
  Waiters waiters(GatewayProperties gateway, AskingBounds asking) {
    return new Waiters(gateway.maxWaiters(), asking.waiters());
  }

  @Bean
  ResultHandler resultHandler(
      RecordCodec<RedemptionDecided> codec,
      ResultsWindow window,
      Watermarks watermarks,
      Waiters waiters,
      List<ResultListener> listeners,
      MeterRegistry registry) {
    return new ResultHandler(codec, window, watermarks, waiters, listeners, registry);
  }

  @Bean
  ResultsReader resultsReader(
      KafkaClientSettings kafka,
      ProvisionedTopics topics,
      ResultHandler handler,
      GatewayProperties gateway,
      TopicWatch watch,
      Clock clock) {
    Map<String, Object> properties = kafka.consumer();
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A topic that is gone must be seen, not made again with the broker's defaults.
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // What the log no longer has must be seen: see ResultsReader.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return new ResultsReader(
        () ->
            new WatchedConsumer<>(
                properties,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                watch::missing),
        topics,
        handler,
        clock,
        gateway.results().retention());
  }

  @Bean
  MeterBinder waitingMeters(ResultsWindow window, Waiters waiters) {
    return registry -> {
      for (Waiters.Purpose purpose : Waiters.Purpose.values()) {
        Gauge.builder("admitone.waiters", waiters, all -> all.count(purpose))
            .description("Calls that wait for a result")
            .tag("purpose", purpose.name().toLowerCase(Locale.ROOT))
            .register(registry);
        Gauge.builder("admitone.waiters.max", waiters, all -> all.max(purpose))
            .description("Calls that may wait for a result")
            .tag("purpose", purpose.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
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
