package dev.admitone.processor.comparison;

import dev.admitone.processor.places.LedgerPlaces;
import dev.admitone.processor.records.RequestTranslator;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ProvisionedTopics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class ComparisonConfiguration {

  @Bean
  LedgerComparison ledgerComparison(
      LedgerPlaces ledger,
      KafkaAdmin admin,
      ConsumerFactory<byte[], byte[]> consumers,
      ProvisionedTopics topics,
      RequestTranslator translator,
      ContractProperties contract) {
    LogReader log =
        new LogReader(
            Admin.create(admin.getConfigurationProperties()),
            new LogRecords(consumers, topics.named("redemption-processor-comparison")),
            topics,
            String.valueOf(consumers.getConfigurationProperties().get("group.id")),
            translator,
            RecordCodec.results(contract.writeVersion()));
    return new LedgerComparison(ledger, log);
  }

  @Bean
  MeterBinder ledgerApart(LedgerComparison comparison) {
    return registry ->
        Gauge.builder("admitone.ledger.apart", comparison, one -> one.isApart() ? 1 : 0)
            .description("1 while ledger and log are apart and nothing is decided")
            .register(registry);
  }
}
