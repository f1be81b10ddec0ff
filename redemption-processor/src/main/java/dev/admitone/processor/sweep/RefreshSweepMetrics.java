package dev.admitone.processor.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the sweep counts, and how late it is. */
final class RefreshSweepMetrics {

  private final Counter refreshes;
  private final Counter failures;
  private final Clock clock;
  private volatile @Nullable Instant oldest;

  RefreshSweepMetrics(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.refreshes =
        Counter.builder("admitone.sweep.refreshes")
            .description(
                "Refreshes that were appended to the log: of changes made by SQL, and of snapshots owed")
            .register(registry);
    this.failures =
        Counter.builder("admitone.sweep.failures")
            .description("Sweeps that the database or the log did not let through")
            .register(registry);
    TimeGauge.builder("admitone.sweep.age", this::ageMillis, TimeUnit.MILLISECONDS)
        .description("How long the oldest refresh that this process is to append has been due")
        .register(registry);
  }

  /** These are taken. While they are not appended, the age grows. */
  void oldest(Stream<Instant> dueAt) {
    oldest = dueAt.min(Comparator.naturalOrder()).orElse(null);
  }

  void appended(int count) {
    refreshes.increment(count);
  }

  /** What was taken is appended. */
  void swept() {
    oldest = null;
  }

  void failed() {
    failures.increment();
  }

  private long ageMillis() {
    Instant since = oldest;
    return since == null ? 0 : Math.max(0, Duration.between(since, clock.instant()).toMillis());
  }
}
