package dev.admitone.benchmarks.http;

import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Zipf;
import dev.admitone.benchmarks.peers.JdbcPeer;
import dev.admitone.benchmarks.peers.PeerTables;
import dev.admitone.benchmarks.testbed.Costs;
import dev.admitone.benchmarks.testbed.Meter;
import dev.admitone.benchmarks.testbed.Tables;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The services that are measured over HTTP, and the measurements. One measurement at a time. */
public final class HttpMeasurements implements AutoCloseable {

  private static final String PATH = "/api/redemptions";
  private static final int CONNECTIONS = 256;
  private static final int COLD_CONNECTIONS = 32;
  private static final double COLD_PER_SECOND = 50;
  private static final int CODE_COUNT = 10_000;
  private static final String CODE_PREFIX = "HTTP-";
  private static final String COLD_PREFIX = "COLD-";
  private static final Duration CATCH_UP_MAX = Duration.ofSeconds(60);

  /** The targets of a load. */
  public enum Target {
    GATEWAY,
    /** The controller with the function, NOWAIT and retry. */
    DIRECT_NOWAIT,
    /** The same, waiting for the lock. */
    DIRECT_BLOCKING
  }

  /** The codes of a load. */
  public enum Load {
    HOT,
    ZIPF
  }

  private final TestBed testBed;
  private final PeerTables peerTables;
  private final Tables tables;
  private final List<Runnable> running = new ArrayList<>();
  private @Nullable ConfigurableApplicationContext gateway;
  private @Nullable ConfigurableApplicationContext direct;
  private long seeds = 1_000;
  private long gatewaySent;

  public HttpMeasurements(TestBed testBed, PeerTables peerTables) {
    this.testBed = testBed;
    this.peerTables = peerTables;
    this.tables = new Tables(testBed);
  }

  /** Starts processor, gateway and the baseline on empty tables. */
  public void start() throws Exception {
    tables.empty();
    tables.createInvites(CODE_PREFIX, CODE_COUNT, null);
    tables.createInvites(COLD_PREFIX, CODE_COUNT, null);
    running.add(Processor.start(testBed, Processor.LANES_DEFAULT)::close);
    gateway = Gateway.start(testBed);
    running.add(gateway::close);
    direct = DirectApplication.start(testBed);
    running.add(direct::close);
    peerTables.empty();
  }

  /** The highest throughput, and its cost. */
  public record Saturation(double perSecond, long served, Costs costs) {}

  /** Sends as much as is served. */
  public Saturation saturate(Target target, Load load, Duration window) throws Exception {
    Calls calls = calls(target, load);
    try (LoadGenerator generator = new LoadGenerator(CONNECTIONS)) {
      Meter meter = Meter.start(testBed);
      LoadResult result = generator.saturate(port(target), calls, window).get();
      Costs costs = meter.read();
      check(target, calls, result);
      return new Saturation(result.servedPerSecond(), result.served(), costs);
    }
  }

  /** Latencies when requests arrive at a rate. */
  public Latency latencies(
      Target target, Load load, double share, double perSecond, Duration window) throws Exception {
    Calls calls = calls(target, load);
    Arrivals arrivals = Arrivals.of(perSecond, window, seeds);
    try (LoadGenerator generator = new LoadGenerator(CONNECTIONS)) {
      LoadResult result = generator.arrive(port(target), calls, arrivals, window).get();
      check(target, calls, result);
      return Latency.of(name(target), name(load), share, perSecond, result);
    }
  }

  /** Latencies of some cold codes' requests while the hot code's arrive at a rate. */
  public Latency coldBesideHot(double share, double perSecond, Duration window) throws Exception {
    Calls hot = calls(Target.GATEWAY, Load.HOT);
    Calls cold = new Calls(PATH, new Zipf(CODE_COUNT, 0, ++seeds), COLD_PREFIX, seeds);
    try (LoadGenerator hotGenerator = new LoadGenerator(CONNECTIONS);
        LoadGenerator coldGenerator = new LoadGenerator(COLD_CONNECTIONS)) {
      int port = port(Target.GATEWAY);
      var hotResult = hotGenerator.arrive(port, hot, Arrivals.of(perSecond, window, seeds), window);
      LoadResult coldResult =
          coldGenerator
              .arrive(port, cold, Arrivals.of(COLD_PER_SECOND, window, seeds + 1), window)
              .get();
      gatewaySent += cold.made();
      check(Target.GATEWAY, hot, hotResult.get());
      return Latency.of("gateway", "cold beside hot", share, COLD_PER_SECOND, coldResult);
    }
  }

  private Calls calls(Target target, Load load) {
    if (target != Target.GATEWAY && direct != null) {
      peerTables.empty();
      direct
          .getBean(DirectApplication.Controller.class)
          .use(target == Target.DIRECT_NOWAIT ? JdbcPeer.Way.NOWAIT : JdbcPeer.Way.BLOCKING);
    }
    long seed = ++seeds;
    CodeChoice choice = load == Load.HOT ? CodeChoice.hot() : new Zipf(CODE_COUNT, 1, seed);
    return target == Target.GATEWAY
        ? new Calls(PATH, choice, CODE_PREFIX, seed)
        : new Calls(DirectApplication.PATH, choice, PeerTables.CODE_PREFIX, seed);
  }

  private int port(Target target) {
    ConfigurableApplicationContext service = target == Target.GATEWAY ? gateway : direct;
    if (service == null) {
      throw new IllegalStateException("not started");
    }
    return Gateway.port(service);
  }

  /**
   * Each user redeems once, and codes have no limit, so each request that was sent ends in a use:
   * each use that a response reported exists, and none exists twice. A request whose connection was
   * closed at the end may be decided later, or, on its way, never.
   */
  private void check(Target target, Calls calls, LoadResult result) {
    if (target == Target.GATEWAY) {
      gatewaySent += calls.made();
      awaitBetween(result.served(), gatewaySent, tables::uses);
      tables.requireCounted();
    } else {
      awaitBetween(result.served(), calls.made(), peerTables::uses);
      peerTables.requireCounted();
    }
  }

  private static void awaitBetween(long told, long sent, LongSupplier countedUses) {
    long deadline = System.nanoTime() + CATCH_UP_MAX.toNanos();
    long uses = countedUses.getAsLong();
    long before = -1;
    // Until no more uses come: requests that are still in the queue belong to this load.
    while (uses != before && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      before = uses;
      uses = countedUses.getAsLong();
    }
    if (uses < told || uses > sent) {
      throw new IllegalStateException(
          "Not correct, so not counted: %d uses, but %d were reported and %d were sent"
              .formatted(uses, told, sent));
    }
  }

  /** As in the JSON. */
  public static String name(Target target) {
    return switch (target) {
      case GATEWAY -> "gateway";
      case DIRECT_NOWAIT -> "direct, NOWAIT and retry";
      case DIRECT_BLOCKING -> "direct, waiting for the lock";
    };
  }

  /** As in the JSON. */
  public static String name(Load load) {
    return load == Load.HOT ? "one hot code" : "Zipf(1.0) over 10,000 codes";
  }

  @Override
  public void close() {
    running.reversed().forEach(Runnable::run);
    running.clear();
  }
}
