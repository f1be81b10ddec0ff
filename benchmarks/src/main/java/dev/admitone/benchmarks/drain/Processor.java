package dev.admitone.benchmarks.drain;

import dev.admitone.benchmarks.testbed.Keys;
import dev.admitone.benchmarks.testbed.ServiceProcess;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.processor.ProcessorApplication;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The product's processor in this JVM, with its own settings; only addresses, lanes and the newest
 * schemas are set.
 */
public final class Processor implements AutoCloseable {

  /** As many lanes as the product has by default. */
  public static final int LANES_DEFAULT = 2;

  private static final String BATCH_SIZE = "admitone.batch.size";
  private static final String PHASE_TIMER = "admitone.batch.phase";
  private static final List<String> PHASES = List.of("load", "decide", "save", "publish");

  private final ConfigurableApplicationContext context;

  private Processor(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static Processor start(TestBed testBed, int lanes) {
    return new Processor(
        ProcessorApplication.builder()
            .registerShutdownHook(false)
            .run(settings(testBed, 0, lanes).toArray(String[]::new)));
  }

  /** The same as a process of its own, with the heap and the collector of {@code ./admit up}. */
  static ServiceProcess startProcess(TestBed testBed) throws IOException {
    int port = ServiceProcess.freePort();
    return ServiceProcess.start(
        ProcessorApplication.class,
        List.of("-XX:+UseParallelGC", "-Xmx1g"),
        port,
        settings(testBed, port, LANES_DEFAULT));
  }

  private static List<String> settings(TestBed testBed, int port, int lanes) {
    return List.of(
        TestBed.WRITE_VERSION,
        "--server.port=" + port,
        "--spring.kafka.bootstrap-servers=" + testBed.bootstrapServers(),
        "--spring.datasource.url=" + testBed.jdbcUrl(),
        "--spring.datasource.username=" + testBed.username(),
        "--admit-one.processor.lanes=" + lanes,
        Keys.processor());
  }

  /** The product's tables exist from the first start of a processor on. */
  public static void makeTables(TestBed testBed) {
    start(testBed, LANES_DEFAULT).close();
  }

  /** Seconds spent in each phase of batches since the start. */
  Map<String, Double> phaseSeconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (String phase : PHASES) {
      Timer timer =
          context.getBean(MeterRegistry.class).get(PHASE_TIMER).tag("phase", phase).timer();
      seconds.put(phase, timer.totalTime(TimeUnit.SECONDS));
    }
    return seconds;
  }

  /** The batches and the records in them since the start, as counts of a contender. */
  public Map<String, Double> batches() {
    DistributionSummary sizes = context.getBean(MeterRegistry.class).get(BATCH_SIZE).summary();
    return Map.of(
        "requests in a batch.count",
        (double) sizes.count(),
        "requests in a batch.total",
        sizes.totalAmount());
  }

  @Override
  public void close() {
    context.close();
  }
}
