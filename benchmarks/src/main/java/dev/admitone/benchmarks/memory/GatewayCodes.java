package dev.admitone.benchmarks.memory;

import dev.admitone.benchmarks.testbed.ServiceProcess.Memory;
import dev.admitone.benchmarks.testbed.TestBed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How many codes a gateway with little memory serves. */
public final class GatewayCodes {

  /** The options of the image, in a container with 1 GiB. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:MaxRAM=1g",
          "-XX:MaxRAMPercentage=50",
          "-Xms96m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError");

  private static final double MEBIBYTES_MAX = 1024;
  private static final Duration READ_MAX = Duration.ofMinutes(3);

  private final TestBed testBed;

  public GatewayCodes(TestBed testBed) {
    this.testBed = testBed;
  }

  /**
   * A gateway with so many codes.
   *
   * @param seconds from the first of the new codes until it knew the last one
   * @param served whether it knew all, stayed ready and within its memory
   */
  public record Row(
      long codes, double heapMebibytes, double residentMebibytes, double seconds, boolean served) {}

  /**
   * Adds codes until the gateway does not serve them, or until there are so many.
   *
   * @param step the first number of codes; the later ones grow by a third, at least by this
   * @param rows takes each as it comes, so that they stay when a later one fails
   */
  public void measure(int step, int max, Consumer<Row> rows)
      throws IOException, InterruptedException {
    try (Records records = new Records(testBed);
        GatewayProcess gateway = GatewayProcess.start(testBed, OPTIONS)) {
      long before = 0;
      for (long codes : counts(step, max)) {
        long begin = System.nanoTime();
        records.appendSnapshots(before, codes);
        boolean known = gateway.awaitCode(Records.code(codes - 1), READ_MAX);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!known || !gateway.isReady()) {
          rows.accept(new Row(codes, 0, 0, seconds, false));
          return;
        }
        Memory memory = gateway.memory();
        boolean fits = memory.residentMebibytes() < MEBIBYTES_MAX;
        rows.accept(
            new Row(codes, memory.heapMebibytes(), memory.residentMebibytes(), seconds, fits));
        if (!fits) {
          return;
        }
        before = codes;
      }
    }
  }

  static List<Long> counts(int step, int max) {
    List<Long> counts = new ArrayList<>();
    for (long codes = step; codes < max; codes += Math.max(step, codes / 3 / step * step)) {
      counts.add(codes);
    }
    counts.add((long) max);
    return counts;
  }
}
