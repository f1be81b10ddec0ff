package dev.admitone.benchmarks.timeline;

import dev.admitone.benchmarks.contenders.Contender;
import dev.admitone.benchmarks.contenders.Contenders;
import dev.admitone.benchmarks.contenders.RunningContender;
import dev.admitone.benchmarks.generator.Calls;
import dev.admitone.benchmarks.generator.LoadGenerator;
import dev.admitone.benchmarks.generator.SingleCalls;
import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.testbed.TestBed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** One call at a time through the product, timed where it passes from one part to the next. */
public final class TimelineMeasurements {

  private static final int CALLS = 60;

  /** The first calls make the connections and load the classes that all later ones find. */
  private static final int CALLS_BEFORE = 5;

  private static final int PER_SECOND = 4;
  private static final int CONNECTIONS = 64;

  private final TestBed testBed;
  private long seeds = 30_000;

  public TimelineMeasurements(TestBed testBed) {
    this.testBed = testBed;
  }

  /** The medians of a moment, milliseconds from sending the call; null where no call passed it. */
  public record Row(String moment, @Nullable Double coldMillis, @Nullable Double warmMillis) {}

  /** Calls to the product as it starts, and once it is warm. */
  public List<Row> measure(Duration warmUp) throws Exception {
    try (RunningContender product = Contenders.of("product").start(testBed)) {
      Times cold = recorded(product);
      try (LoadGenerator generator = new LoadGenerator(CONNECTIONS)) {
        var _ = generator.saturate(product.port(), calls(product), warmUp).get();
      }
      Times warm = recorded(product);
      List<Row> rows = new ArrayList<>();
      rows.add(new Row("call sent", 0.0, 0.0));
      for (Moment moment : Moment.values()) {
        rows.add(
            new Row(
                moment.title(),
                median(cold.passed().get(moment)),
                median(warm.passed().get(moment))));
      }
      rows.add(new Row("response read", median(cold.whole()), median(warm.whole())));
      return rows;
    }
  }

  /** When calls passed each moment, and how long each took, milliseconds. */
  private record Times(Map<Moment, List<Double>> passed, List<Double> whole) {}

  private Times recorded(RunningContender product) throws IOException {
    List<Double> whole = new ArrayList<>();
    try (SingleCalls calls = new SingleCalls(product.port(), calls(product));
        Recording recording = Timeline.recording()) {
      for (int i = 0; i < CALLS_BEFORE; i++) {
        calls.nanos();
      }
      recording.start();
      for (int i = 0; i < CALLS; i++) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
        CallEvent event = new CallEvent();
        event.begin();
        whole.add(calls.nanos() / 1e6);
        event.commit();
      }
      recording.stop();
      return new Times(Timeline.of(recording), whole);
    }
  }

  private Calls calls(RunningContender product) {
    return new Calls(product.calls(), CodeChoice.hot(), Contender.CODE_PREFIX, ++seeds);
  }

  static @Nullable Double median(@Nullable List<Double> values) {
    if (values == null || values.isEmpty()) {
      return null;
    }
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
