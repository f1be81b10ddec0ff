package dev.admitone.processor;

import dev.admitone.processor.places.LedgerPlaces;
import dev.admitone.processor.redemption.Ledger;
import dev.admitone.processor.redemption.ResultPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {

  @Bean
  RedemptionPipeline redemptionPipeline(
      Ledger ledger,
      LedgerPlaces places,
      TransactionTemplate transactions,
      ResultPublisher publisher,
      MeterRegistry registry,
      Propagator propagator) {
    return new RedemptionPipeline(
        ledger,
        places,
        transactions,
        publisher,
        new PipelineMetrics(registry),
        new PipelineTraces(propagator));
  }
}
