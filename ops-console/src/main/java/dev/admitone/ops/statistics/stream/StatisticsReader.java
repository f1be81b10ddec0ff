package dev.admitone.ops.statistics.stream;

import dev.admitone.ops.statistics.counts.View;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;

/** Opens the stores to be read, beside the task that writes them. */
public final class StatisticsReader {

  private final Supplier<@Nullable StatisticsStream> stream;

  StatisticsReader(Supplier<@Nullable StatisticsStream> stream) {
    this.stream = stream;
  }

  /**
   * What was read.
   *
   * @param value null: this console does not have the numbers now
   * @param missing why it does not; null: it does
   */
  public record Reading<T>(@Nullable T value, @Nullable String missing) {}

  /** Asks a question about what is counted by now. */
  public <T> Reading<T> ask(Function<View, T> question) {
    StatisticsStream known = stream.get();
    if (known == null) {
      return missing("This console does not count: admit-one.ops.statistics.enabled is false");
    }
    KafkaStreams running = known.running();
    if (running == null) {
      return notRunning(known.trouble());
    }
    return ask(running, known::trouble, question);
  }

  static <T> Reading<T> ask(
      KafkaStreams running, Supplier<@Nullable String> trouble, Function<View, T> question) {
    View view;
    try {
      view = view(running);
    } catch (InvalidStateStoreException e) {
      return movedAway();
    } catch (IllegalStateException e) {
      // It is ending, or has just ended, and another one is not started yet.
      return notRunning(trouble.get());
    }
    try {
      return new Reading<>(question.apply(view), null);
    } catch (InvalidStateStoreException e) {
      // The task was taken away while it was read.
      return movedAway();
    }
  }

  private static <T> Reading<T> notRunning(@Nullable String trouble) {
    return missing(trouble == null ? "The statistics are being started" : trouble);
  }

  private static <T> Reading<T> movedAway() {
    return missing("The statistics are being read again from the log, or another console has them");
  }

  private static View view(KafkaStreams running) {
    return new View(
        running.store(
            StoreQueryParameters.fromNameAndType(
                StatisticsTopology.NUMBERS, QueryableStoreTypes.<String, Long>keyValueStore())),
        running.store(
            StoreQueryParameters.fromNameAndType(
                StatisticsTopology.TEXTS, QueryableStoreTypes.<String, String>keyValueStore())));
  }

  private static <T> Reading<T> missing(String why) {
    return new Reading<>(null, why);
  }
}
