package dev.admitone.ops.numbers;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The numbers as metrics. There is none before the first numbers: the server counts for years, and
 * a zero before its first number would look like a sudden increase by all of it.
 */
final class DatabaseMeters {

  private final MeterRegistry registry;
  private final Set<String> shownErrors = new HashSet<>();
  private volatile @Nullable DatabaseNumbers latest;

  DatabaseMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows these numbers from now on. Called by one thread at a time. */
  void show(DatabaseNumbers numbers) {
    boolean isFirst = latest == null;
    latest = numbers;
    if (isFirst) {
      register();
    }
    numbers.functionErrors().keySet().stream().filter(shownErrors::add).forEach(this::errors);
  }

  private void register() {
    counter("commits", "Transactions committed", DatabaseNumbers::commits);
    counter("rollbacks", "Transactions rolled back", DatabaseNumbers::rollbacks);
    counter("deadlocks", "Deadlocks ended", DatabaseNumbers::deadlocks);
    counter("conflicts", "Statements that replay ended", DatabaseNumbers::conflicts);
    counter("temp.files", "Temporary files", DatabaseNumbers::temporaryFiles);
    counter("temp.bytes", "Bytes in these files", DatabaseNumbers::temporaryBytes);
    Gauge.builder("admitone.database.sessions", this, each -> each.latest().sessions())
        .description("Open sessions of the ledger's database, of all clients")
        .register(registry);
    FunctionTimer.builder(
            "admitone.use.invite.code",
            this,
            each -> each.latest().functionCalls(),
            each -> each.latest().functionTime().toNanos(),
            TimeUnit.NANOSECONDS)
        .description("Calls of the SQL function that the product replaces")
        .register(registry);
  }

  private void counter(String name, String description, ToDoubleFunction<DatabaseNumbers> number) {
    FunctionCounter.builder(
            "admitone.database." + name, this, each -> number.applyAsDouble(each.latest()))
        .description(description + " in the ledger's database, of all sessions")
        .register(registry);
  }

  /** Sequences that are dropped and made again begin at zero, as the counter of a restart does. */
  private void errors(String sqlstate) {
    FunctionCounter.builder(
            "admitone.use.invite.code.errors",
            this,
            each -> each.latest().functionErrors().getOrDefault(sqlstate, 0L))
        .tag("sqlstate", sqlstate)
        .description("Calls of that function that ended with an error")
        .register(registry);
  }

  private DatabaseNumbers latest() {
    return requireNonNull(latest);
  }
}
