package dev.admitone.processor.sweep;

import dev.admitone.processor.redemption.RefreshNotes;
import dev.admitone.processor.redemption.RefreshRequests;
import dev.admitone.processor.settings.ProcessorProperties;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ProvisionedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class SweepConfiguration {

  @Bean
  KafkaRefreshRequests refreshRequests(
      ProducerFactory<byte[], byte[]> producers,
      RefreshProperties refreshes,
      ProvisionedTopics topics,
      ContractProperties contract) {
    return new KafkaRefreshRequests(
        producers.copyWithConfigurationOverride(new HashMap<>(refreshes.producer())),
        topics.requestRecords(contract.writeVersion()),
        topics.named("redemption-processor-refreshes"));
  }

  @Bean
  RefreshSweep refreshSweep(
      RefreshNotes notes,
      RefreshRequests requests,
      TransactionTemplate transactions,
      MeterRegistry registry,
      Clock clock,
      ProcessorProperties processor) {
    return new RefreshSweep(
        notes, requests, transactions, new RefreshSweepMetrics(registry, clock), processor);
  }

  @Bean
  RefreshSweepHealth refreshSweepHealthIndicator(RefreshSweep sweep) {
    return new RefreshSweepHealth(sweep);
  }
}
