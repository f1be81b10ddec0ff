package dev.admitone.ops.drift;

import dev.admitone.ops.ledger.Ledger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class DriftConfiguration {

  @Bean
  Verification verification(Ledger ledger, Clock clock) {
    return new Verification(new DriftTable(ledger), clock);
  }

  @Bean
  MeterBinder verificationMeters(Verification verification) {
    return registry -> {
      for (DriftKind kind : DriftKind.values()) {
        Gauge.builder("admitone.drift", verification, all -> all.found(kind).size())
            .description("Rows of the ledger that do not agree with others")
            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
      TimeGauge.builder(
              "admitone.verification.age",
              () -> verification.age().toMillis(),
              TimeUnit.MILLISECONDS)
          .description("How long ago the whole ledger had been looked at")
          .register(registry);
      FunctionCounter.builder("admitone.verification.pages", verification, Verification::pages)
          .description("Pages of the ledger that were looked at")
          .register(registry);
    };
  }
}
