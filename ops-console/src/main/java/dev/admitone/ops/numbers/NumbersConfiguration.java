package dev.admitone.ops.numbers;

import dev.admitone.ops.ledger.Ledger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class NumbersConfiguration {

  @Bean
  DatabaseWatch databaseWatch(Ledger ledger) {
    return new DatabaseWatch(new DatabaseNumbersTable(ledger)::read);
  }

  @Bean
  MeterBinder databaseMeters(DatabaseWatch watch) {
    return registry -> {
      counter(registry, watch, "commits", "Transactions committed", DatabaseNumbers::commits);
      counter(registry, watch, "rollbacks", "Transactions rolled back", DatabaseNumbers::rollbacks);
      counter(registry, watch, "deadlocks", "Deadlocks ended", DatabaseNumbers::deadlocks);
      counter(
          registry, watch, "conflicts", "Statements that replay ended", DatabaseNumbers::conflicts);
      counter(registry, watch, "temp.files", "Temporary files", DatabaseNumbers::temporaryFiles);
      counter(
          registry, watch, "temp.bytes", "Bytes in these files", DatabaseNumbers::temporaryBytes);
      Gauge.builder("admitone.database.sessions", watch, each -> each.latest().sessions())
          .description("Open sessions of the ledger's database, of all clients")
          .register(registry);
      FunctionTimer.builder(
              "admitone.use.invite.code",
              watch,
              each -> each.latest().functionCalls(),
              each -> each.latest().functionTime().toNanos(),
              TimeUnit.NANOSECONDS)
          .description("Calls of the SQL function that the product replaces")
          .register(registry);
    };
  }

  private static void counter(
      MeterRegistry registry,
      DatabaseWatch watch,
      String name,
      String description,
      ToDoubleFunction<DatabaseNumbers> number) {
    FunctionCounter.builder(
            "admitone.database." + name, watch, each -> number.applyAsDouble(each.latest()))
        .description(description + " in the ledger's database, of all sessions")
        .register(registry);
  }
}
