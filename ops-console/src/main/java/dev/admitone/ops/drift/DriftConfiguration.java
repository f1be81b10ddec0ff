package dev.admitone.ops.drift;

import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.log.LogConsumers;
import dev.admitone.ops.settings.VerificationProperties;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.service.ContractProperties;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class DriftConfiguration {

  @Bean
  ResultsCheck resultsCheck(
      LogConsumers consumers,
      ContractProperties contract,
      Ledger ledger,
      VerificationProperties settings) {
    return new ResultsCheck(
        consumers,
        RecordCodec.results(contract.writeVersion()),
        contract.topics().results(),
        contract.partitions(),
        new ResultsTable(ledger),
        settings.publishingTime());
  }

  @Bean
  Verification verification(
      Ledger ledger, ResultsCheck results, VerificationProperties settings, Clock clock) {
    DriftTable table = new DriftTable(ledger);
    List<DriftCheck> checks = new ArrayList<>();
    for (TablePages pages : TablePages.values()) {
      checks.add(new TableCheck(table, pages));
    }
    checks.add(results);
    return new Verification(checks, settings, clock);
  }

  @Bean
  DriftedCounts driftedCounts(Verification verification) {
    return new DriftedCounts(verification);
  }

  @Bean
  MeterBinder verificationMeters(Verification verification) {
    return registry -> {
      for (DriftKind kind : DriftKind.values()) {
        Gauge.builder("admitone.drift", verification, all -> all.count(kind))
            .description("Rows of the ledger and results that do not agree with others")
            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
      TimeGauge.builder(
              "admitone.verification.age",
              () -> verification.age().toMillis(),
              TimeUnit.MILLISECONDS)
          .description("How long ago the whole ledger and all results had been looked at")
          .register(registry);
      FunctionCounter.builder("admitone.verification.pages", verification, Verification::pages)
          .description("Pages of the ledger and of results that were looked at")
          .register(registry);
    };
  }
}
