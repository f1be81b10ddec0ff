package dev.admitone.ops.statistics.stream;

import static java.util.Objects.requireNonNull;

import dev.admitone.ops.statistics.counts.Counter;
import dev.admitone.ops.statistics.counts.Decided;
import dev.admitone.ops.statistics.counts.Events;
import dev.admitone.ops.statistics.counts.Limits;
import dev.admitone.ops.statistics.counts.Releases;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Hands decisions to the counter, and sends the alerts that changed. */
final class Counting implements Processor<byte[], ReadResult, String, String> {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Limits limits;
  private final Releases releases;
  private final Events events;
  private @Nullable Counter counter;

  Counting(Limits limits, Releases releases, Events events) {
    this.limits = limits;
    this.releases = releases;
    this.events = events;
  }

  @Override
  public void init(ProcessorContext<String, String> context) {
    Counter made =
        new Counter(
            new Counter.Stores(
                context.getStateStore(StatisticsTopology.COUNTED),
                context.getStateStore(StatisticsTopology.NUMBERS),
                context.getStateStore(StatisticsTopology.TEXTS)),
            limits,
            releases,
            events);
    counter = made;
    context.schedule(
        PAUSE,
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          made.lookUpReleases();
          made.changedAlerts()
              .forEach((key, value) -> context.forward(new Record<>(key, value.orElse(null), now)));
        });
  }

  @Override
  public void process(Record<byte[], ReadResult> record) {
    RedemptionDecided result = record.value().result();
    if (result != null) {
      requireNonNull(counter).add(decided(result));
    }
  }

  private static Decided decided(RedemptionDecided result) {
    boolean isRefused = result.getOutcome() == Outcome.REFUSED;
    return new Decided(
        result.getRequestId().toString(),
        result.getCode(),
        result.getUserId(),
        isRefused && result.getReason() != null
            ? result.getReason().name()
            : result.getOutcome().name(),
        isRefused,
        result.getDecidedAt(),
        result.getPosition().getPartition(),
        result.getPosition().getOffset());
  }
}
