package dev.admitone.benchmarks.disturbance;

import dev.admitone.benchmarks.contenders.Gateway;
import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.generator.Arrivals;
import dev.admitone.benchmarks.generator.CallTemplate;
import dev.admitone.benchmarks.generator.Calls;
import dev.admitone.benchmarks.generator.LoadGenerator;
import dev.admitone.benchmarks.generator.LoadResult;
import dev.admitone.benchmarks.load.Zipf;
import dev.admitone.benchmarks.testbed.LogEnds;
import dev.admitone.benchmarks.testbed.Tables;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** Publishes all codes again, as a healing makes processors do, while users redeem. */
public final class RepublishMeasurements implements AutoCloseable {

  private static final String PATH = "/api/redemptions";
  private static final String REDEEMED_PREFIX = "STEADY-";
  private static final int REDEEMED_CODES = 1_000;
  private static final String IDLE_PREFIX = "IDLE-";
  private static final int CONNECTIONS = 64;
  private static final double REDEMPTIONS_PER_SECOND = 100;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration WAIT_MAX = Duration.ofMinutes(5);
  private static final double SECOND_NANOS = 1e9;

  /**
   * The changes of a healing: higher versions than any that was published, and a note for each
   * code.
   */
  private static final String AS_HEALED =
      """
      update invites set version = version + (1 << 20);
      insert into invite_refreshes (code) select code from invites order by code;
      """;

  /** One note that is due, if any is: counting half a million would take the machine's time. */
  private static final String NOTES_LEFT =
      """
      select count(*)
      from (select from invite_refreshes where due_at <= clock_timestamp() limit 1) as first
      """;

  private final TestBed testBed;
  private final Tables tables;
  private final LogEnds ends;
  private final List<Runnable> running = new ArrayList<>();
  private @Nullable ConfigurableApplicationContext gateway;
  private int codes;
  private long seeds = 12_000;

  public RepublishMeasurements(TestBed testBed) {
    this.testBed = testBed;
    this.tables = new Tables(testBed);
    this.ends = new LogEnds(testBed);
  }

  /**
   * Starts processor and gateway, and publishes all codes a first time beside as many redemptions
   * as there can be: so the measured code is compiled then.
   *
   * @param warmUp for how long there are redemptions at least
   */
  public void start(int codeCount, Duration warmUp) throws Exception {
    codes = codeCount;
    tables.empty();
    tables.createInvites(REDEEMED_PREFIX, REDEEMED_CODES, null);
    tables.createInvites(IDLE_PREFIX, codes - REDEEMED_CODES, 10L);
    running.add(Processor.start(testBed, Processor.LANES_DEFAULT)::close);
    gateway = Gateway.start(testBed);
    running.add(gateway::close);
    Publication first = new Publication();
    do {
      try (LoadGenerator generator = new LoadGenerator(CONNECTIONS)) {
        var _ = generator.saturate(port(), calls(), warmUp).get();
      }
    } while (!first.isDone());
    // The measurements begin with everything cleaned up and written out, as after a quiet hour.
    testBed.sql().execute("vacuum analyze");
    testBed.sql().execute("checkpoint");
  }

  /**
   * The users alone, and then while all codes are published again.
   *
   * @param window how long each of the two is at least
   */
  public Republishing measure(Duration window) throws Exception {
    LoadResult quiet;
    try (LoadGenerator generator = new LoadGenerator(CONNECTIONS)) {
      quiet = redeeming(generator, window).get();
    }
    try (LoadGenerator generator = new LoadGenerator(CONNECTIONS);
        Validations validations = new Validations(port(), REDEEMED_PREFIX)) {
      Publication again = new Publication();
      CompletableFuture<LoadResult> load = redeeming(generator, window);
      while (!again.isDone() || !load.isDone()) {
        validations.ask();
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
      LoadResult busy = load.get();
      return new Republishing(
          codes,
          again.seconds,
          quiet.millis(95),
          busy.millis(95),
          validations.count(),
          validations.backwards(),
          busy.sent() + busy.unsent() - busy.served());
    }
  }

  /** From the notes of all codes to the last snapshot. */
  private final class Publication {

    private final long beganNanos;
    private @Nullable Long requests;
    private double seconds;

    Publication() {
      testBed.sql().execute(AS_HEALED);
      beganNanos = System.nanoTime();
    }

    /** Once each note is a request, and a lane has been past it. */
    boolean isDone() {
      if (seconds > 0) {
        return true;
      }
      if (System.nanoTime() - beganNanos > WAIT_MAX.toNanos()) {
        throw new IllegalStateException("the codes are not all published after " + WAIT_MAX);
      }
      if (requests == null) {
        if (testBed.sql().number(NOTES_LEFT) > 0) {
          return false;
        }
        requests = ends.of(Topics.REQUESTS);
      }
      if (testBed.sql().number("select sum(next_offset) from ledger_places") < requests) {
        return false;
      }
      seconds = (System.nanoTime() - beganNanos) / SECOND_NANOS;
      return true;
    }
  }

  private CompletableFuture<LoadResult> redeeming(LoadGenerator generator, Duration window) {
    Arrivals arrivals = Arrivals.of(REDEMPTIONS_PER_SECOND, window, ++seeds);
    return generator.arrive(port(), calls(), arrivals, window);
  }

  private Calls calls() {
    return new Calls(
        CallTemplate.redemptions(PATH),
        new Zipf(REDEEMED_CODES, 0, ++seeds),
        REDEEMED_PREFIX,
        seeds);
  }

  private int port() {
    if (gateway == null) {
      throw new IllegalStateException("not started");
    }
    return Gateway.port(gateway);
  }

  @Override
  public void close() {
    running.reversed().forEach(Runnable::run);
    running.clear();
    ends.close();
  }
}
