package dev.admitone.benchmarks.http;

import dev.admitone.benchmarks.contenders.Contender;
import dev.admitone.benchmarks.contenders.RunningContender;
import dev.admitone.benchmarks.generator.Arrivals;
import dev.admitone.benchmarks.generator.Calls;
import dev.admitone.benchmarks.generator.LoadGenerator;
import dev.admitone.benchmarks.generator.LoadResult;
import dev.admitone.benchmarks.testbed.Collections;
import dev.admitone.benchmarks.testbed.CommitLatency;
import dev.admitone.benchmarks.testbed.Costs;
import dev.admitone.benchmarks.testbed.Meter;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One contender, from its start to its end. One measurement at a time. */
public final class Measurements implements AutoCloseable {

  /**
   * As many calls are open at once at most. With 256 the product waits for its clients: a call
   * takes some 25 ms on its way through the log, and a core is half idle.
   */
  private static final int CONNECTIONS = 512;

  /**
   * A changed pool opens its connections anew, for a share of a trial's time that is not counted.
   */
  private static final int RUN_IN = 4;

  private static final double MICROS = 1e6;
  private static final double MILLI_MICROS = 1e3;
  private static final String COUNT = ".count";
  private static final String TOTAL = ".total";

  private final TestBed testBed;
  private final Contender contender;
  private final int connections;
  private final CommitLatency commits;
  private final Map<Load, Boolean> steady = new EnumMap<>(Load.class);
  private @Nullable RunningContender running;
  private int commitMicros;
  private int pool;
  private int lastStatus;
  private long seeds = 1_000;
  private long reported;
  private long sent;

  /** With as many connections as all contenders get alike. */
  public Measurements(TestBed testBed, Contender contender) {
    this(testBed, contender, CONNECTIONS);
  }

  /** With connections of another number, where a call is more than one redemption. */
  public Measurements(TestBed testBed, Contender contender, int connections) {
    this.testBed = testBed;
    this.contender = contender;
    this.connections = connections;
    this.commits = new CommitLatency(testBed);
  }

  /** Starts the contender. */
  public void start() throws Exception {
    running = contender.start(testBed);
  }

  /** Sends as much as is served until the rate is steady, or for as long as the rule says. */
  public WarmUp warmUp(Load load, SteadyState.Rule rule) throws Exception {
    SteadyState state = new SteadyState(rule);
    while (!state.isOver()) {
      state.add(saturated(load, rule.window()).servedPerSecond());
    }
    if (state.perSecond().getLast() == 0) {
      throw new IllegalStateException(
          "%s serves nothing; the last status was %d".formatted(contender.name(), lastStatus));
    }
    steady.put(load, state.isSteady());
    double windowSeconds = rule.window().toMillis() / MILLI_MICROS;
    return new WarmUp(
        contender.id(),
        load.id(),
        windowSeconds,
        state.perSecond(),
        state.isSteady(),
        state.firstMinutePerSecond(),
        Math.min(60, windowSeconds * state.perSecond().size()));
  }

  /** Tries the sizes of its pool, and keeps the best; returns the rate of each. */
  public Map<Integer, Double> choosePool(Load load, Duration window) throws Exception {
    Map<Integer, Double> tried = new TreeMap<>();
    for (int size : contender.poolSizes()) {
      running().usePool(size);
      runIn(load, window.dividedBy(RUN_IN));
      tried.put(size, saturated(load, window).servedPerSecond());
    }
    tried.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(
            best -> {
              pool = best.getKey();
              running().usePool(pool);
            });
    if (!tried.isEmpty()) {
      runIn(load, window.dividedBy(RUN_IN));
    }
    return tried;
  }

  /** Sends as much as is served, and measures nothing. */
  public void runIn(Load load, Duration window) throws Exception {
    saturated(load, window);
  }

  /** From now on commits take so much longer; returns how long one takes, milliseconds. */
  public double emulateCommits(int micros) {
    commitMicros = micros;
    commits.emulate(micros);
    return commits.measuredMillis();
  }

  /** The highest throughput, and its cost. */
  public Saturation saturate(Load load, Duration window) throws Exception {
    Observed observed = observe(() -> saturated(load, window));
    LoadResult result = observed.result();
    return new Saturation(
        contender.id(),
        load.id(),
        commitMicros / MILLI_MICROS,
        pool,
        window.toMillis() / MILLI_MICROS,
        result.servedPerSecond(),
        result.servedByThird(),
        result.served(),
        steady.getOrDefault(load, false),
        result.millis(50),
        result.millis(99),
        result.generatorCpuSeconds() * MICROS / Math.max(1, result.sent()),
        observed.inside(),
        observed.costs());
  }

  /**
   * Latencies when requests arrive at a rate.
   *
   * @param share of what it serves at most; 0 where the rate is the same for all contenders
   */
  public Latency arrive(Load load, double share, double perSecond, Duration window)
      throws Exception {
    Observed observed = observe(() -> arrived(load, perSecond, window));
    return Latency.of(
        contender.id(),
        load,
        new Latency.Offer(share, perSecond, steady.getOrDefault(load, false)),
        observed.result(),
        observed.inside());
  }

  /** A load. */
  @FunctionalInterface
  private interface Loading {
    LoadResult run() throws Exception;
  }

  /** A load, and what it took. */
  private record Observed(LoadResult result, Costs costs, Inside inside) {}

  private Observed observe(Loading load) throws Exception {
    Map<String, Double> countsBefore = running().counts();
    try (Collections collections = Collections.start()) {
      Meter meter = Meter.start(testBed, running().processes());
      LoadResult result = load.run();
      Costs costs = meter.read();
      boolean database = contender.uses().contains(Contender.Part.DATABASE);
      boolean broker = contender.uses().contains(Contender.Part.BROKER);
      double own = costs.ownCpuSeconds(database, broker, result.generatorCpuSeconds());
      Inside inside =
          new Inside(
              own * MICROS / Math.max(1, result.served()),
              means(countsBefore, running().counts()),
              collections.read());
      return new Observed(result, costs, inside);
    }
  }

  /**
   * Requires that all that was measured so far was correct.
   *
   * @throws IllegalStateException if it was not
   */
  public void verify() throws Exception {
    running().verify(reported, sent);
  }

  private LoadResult saturated(Load load, Duration window) throws Exception {
    Calls calls = calls(load);
    try (LoadGenerator generator = new LoadGenerator(connections)) {
      LoadResult result = generator.saturate(running().port(), calls, window).get();
      count(calls, result);
      return result;
    }
  }

  private LoadResult arrived(Load load, double perSecond, Duration window) throws Exception {
    Calls calls = calls(load);
    Arrivals arrivals = Arrivals.of(perSecond, window, seeds);
    try (LoadGenerator generator = new LoadGenerator(connections)) {
      LoadResult result = generator.arrive(running().port(), calls, arrivals, window).get();
      count(calls, result);
      return result;
    }
  }

  private Calls calls(Load load) {
    long seed = ++seeds;
    return new Calls(running().calls(), load.choice(seed), Contender.CODE_PREFIX, seed);
  }

  private void count(Calls calls, LoadResult result) {
    sent += calls.made();
    reported += result.served();
    lastStatus = result.lastStatus();
  }

  /** What was added to each total for each that was added to its count. */
  static Map<String, Double> means(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> means = new LinkedHashMap<>();
    after.keySet().stream()
        .filter(name -> name.endsWith(COUNT))
        .map(name -> name.substring(0, name.length() - COUNT.length()))
        .sorted()
        .forEach(
            name -> {
              double count = added(name + COUNT, before, after);
              if (count > 0) {
                means.put(name, added(name + TOTAL, before, after) / count);
              }
            });
    return means;
  }

  private static double added(String name, Map<String, Double> before, Map<String, Double> after) {
    return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
  }

  private RunningContender running() {
    RunningContender started = running;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  /** Stops the contender, and takes the emulation away. */
  @Override
  public void close() {
    if (commitMicros != 0) {
      emulateCommits(0);
    }
    RunningContender started = running;
    running = null;
    if (started != null) {
      started.close();
    }
  }
}
