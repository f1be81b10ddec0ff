package dev.admitone.ops.statistics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Compares how often an outcome is in a window with the mean of the windows before, and passes on
 * the first time in a window that it is far above.
 */
final class Rises implements Processor<Windowed<String>, Long, String, String> {

  /** Counts by outcome and window; a window that was passed on already has its negative number. */
  static final String COUNTS = "counts-by-outcome";

  private static final int WINDOWS_BEFORE = 6;

  private final StatisticsSettings settings;
  private @Nullable ProcessorContext<String, String> context;
  private @Nullable KeyValueStore<String, Long> counts;

  Rises(StatisticsSettings settings) {
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<String, String> processorContext) {
    context = processorContext;
    counts = processorContext.getStateStore(COUNTS);
  }

  @Override
  public void process(Record<Windowed<String>, Long> counted) {
    KeyValueStore<String, Long> store = requireNonNull(counts);
    String outcome = counted.key().key();
    long start = counted.key().window().start();
    long count = counted.value();
    Long known = store.get(key(outcome, start));
    boolean passedOn = known != null && known < 0;
    boolean rises = !passedOn && isRise(outcome, start, count);
    store.put(key(outcome, start), passedOn || rises ? -count : count);
    store.delete(key(outcome, before(start, WINDOWS_BEFORE + 1)));
    if (rises) {
      Detection detection =
          new Detection(
              Detection.Kind.OUTCOME_RISES, outcome, Instant.ofEpochMilli(start), count);
      requireNonNull(context)
          .forward(new Record<>(detection.key(), detection.json(), counted.timestamp()));
    }
  }

  private boolean isRise(String outcome, long start, long count) {
    if (count < settings.riseLeast()) {
      return false;
    }
    long past = 0;
    for (int i = 1; i <= WINDOWS_BEFORE; i++) {
      Long of = requireNonNull(counts).get(key(outcome, before(start, i)));
      past += of == null ? 0 : Math.abs(of);
    }
    return count * WINDOWS_BEFORE > past * settings.riseFactor();
  }

  private long before(long start, int windows) {
    return start - windows * settings.window().toMillis();
  }

  private static String key(String outcome, long start) {
    return outcome + " " + start;
  }
}
