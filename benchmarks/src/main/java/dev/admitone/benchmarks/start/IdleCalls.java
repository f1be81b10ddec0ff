package dev.admitone.benchmarks.start;

import dev.admitone.benchmarks.generator.CallTemplate;
import dev.admitone.benchmarks.generator.Calls;
import dev.admitone.benchmarks.generator.LoadGenerator;
import dev.admitone.benchmarks.generator.SingleCalls;
import dev.admitone.benchmarks.load.CodeChoice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** One call at a time to a whole stack: right after its start, and when it is warm. */
public final class IdleCalls {

  /** The stack's demo code without a limit. */
  private static final String CODE = "HOT";

  private static final String REDEMPTION =
      "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(CODE, CallTemplate.USER);

  /** The calls after a start that are left out, and the last one that counts. */
  private static final int FIRST = 10;

  private static final int LAST = 60;
  private static final int PER_SECOND = 4;
  private static final int WARM_UP_CONNECTIONS = 4;
  private static final long NANOS_MAX = TimeUnit.MINUTES.toNanos(1);
  private static final double MILLI_NANOS = 1e6;

  private final RunningStack stack;
  private long seeds = 20_000;

  public IdleCalls(RunningStack stack) {
    this.stack = stack;
  }

  /** Latencies of single calls, milliseconds. */
  public record Idle(
      String id, String title, int calls, double p50, double p95, double p99, double max) {}

  /** The first calls that the stack gets, one after the other. */
  public Idle afterStart() throws IOException {
    Histogram nanos = new Histogram(NANOS_MAX, 3);
    try (SingleCalls calls = calls()) {
      for (int call = 1; call <= LAST; call++) {
        long took = calls.nanos();
        if (call >= FIRST) {
          nanos.recordValue(took);
        }
      }
    }
    return idle(
        "afterStart", "calls %d to %d after the start, back to back".formatted(FIRST, LAST), nanos);
  }

  /** Sends as much as one service may, so that the stack is warm. */
  public void warmUp(Duration duration) throws InterruptedException, ExecutionException {
    try (LoadGenerator generator = new LoadGenerator(WARM_UP_CONNECTIONS)) {
      var _ = generator.saturate(stack.port(), source(), duration).get();
    }
  }

  /** Some calls a second, so that all threads sleep before each. */
  public Idle paced(Duration duration) throws IOException {
    Histogram nanos = new Histogram(NANOS_MAX, 3);
    long count = duration.toSeconds() * PER_SECOND;
    long begin = System.nanoTime();
    try (SingleCalls calls = calls()) {
      for (int call = 0; call < count; call++) {
        long next = begin + call * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        nanos.recordValue(calls.nanos());
      }
    }
    return idle("warm", "warm, %d a second".formatted(PER_SECOND), nanos);
  }

  private static Idle idle(String id, String title, Histogram nanos) {
    return new Idle(
        id,
        title,
        (int) nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / MILLI_NANOS,
        nanos.getValueAtPercentile(95) / MILLI_NANOS,
        nanos.getValueAtPercentile(99) / MILLI_NANOS,
        nanos.getMaxValue() / MILLI_NANOS);
  }

  private SingleCalls calls() throws IOException {
    return new SingleCalls(stack.port(), source());
  }

  private Calls source() {
    CallTemplate template =
        CallTemplate.of(
            "POST",
            "/api/redemptions",
            List.of("Content-Type: application/json", "Authorization: Bearer " + stack.token()),
            REDEMPTION);
    return new Calls(List.of(template), CodeChoice.hot(), "", ++seeds);
  }
}
