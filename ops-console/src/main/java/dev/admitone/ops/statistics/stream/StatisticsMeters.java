package dev.admitone.ops.statistics.stream;

import static java.util.Objects.requireNonNull;

import dev.admitone.ops.statistics.counts.AlertKind;
import dev.admitone.ops.statistics.counts.Events;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what happens to results as metrics. */
final class StatisticsMeters implements Events {

  private final Counter counted;
  private final Counter repeated;
  private final Counter late;
  private final Counter undecodable;
  private final Map<AlertKind, Counter> detected = new EnumMap<>(AlertKind.class);

  StatisticsMeters(MeterRegistry registry) {
    counted = results(registry, "counted");
    repeated = results(registry, "repeated");
    late = results(registry, "late");
    undecodable = results(registry, "undecodable");
    for (AlertKind kind : AlertKind.values()) {
      detected.put(
          kind,
          Counter.builder("admitone.statistics.spikes")
              .description("Spikes that the statistics have detected")
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  private static Counter results(MeterRegistry registry, String became) {
    return Counter.builder("admitone.statistics.results")
        .description("Results that the statistics have read, by what became of them")
        .tag("became", became)
        .register(registry);
  }

  @Override
  public void counted() {
    counted.increment();
  }

  @Override
  public void repeated() {
    repeated.increment();
  }

  @Override
  public void late() {
    late.increment();
  }

  @Override
  public void undecodable() {
    undecodable.increment();
  }

  @Override
  public void detected(AlertKind kind) {
    requireNonNull(detected.get(kind)).increment();
  }
}
