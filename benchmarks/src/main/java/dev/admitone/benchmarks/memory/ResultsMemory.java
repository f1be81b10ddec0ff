package dev.admitone.benchmarks.memory;

import dev.admitone.benchmarks.testbed.ServiceProcess.Memory;
import dev.admitone.benchmarks.testbed.TestBed;
import java.io.IOException;
import java.util.List;

/** How much memory a gateway takes for results that it remembers. */
public final class ResultsMemory {

  private static final List<String> OPTIONS = List.of("-Xmx2g", "-XX:+UseSerialGC");

  /** More than the results take, so that none is forgotten. */
  private static final String SETTING = "--admit-one.gateway.results.max-size=1GB";

  private final TestBed testBed;

  public ResultsMemory(TestBed testBed) {
    this.testBed = testBed;
  }

  /** What results take more than none, MiB. */
  public record Row(
      int results, double heapMebibytes, double directMebibytes, double residentMebibytes) {}

  /** Starts a gateway without results, and another one with so many. */
  public Row measure(int results) throws IOException, InterruptedException {
    Memory none = memory();
    try (Records records = new Records(testBed)) {
      records.appendResults(results);
    }
    Memory all = memory();
    return new Row(
        results,
        all.heapMebibytes() - none.heapMebibytes(),
        all.directMebibytes() - none.directMebibytes(),
        all.residentMebibytes() - none.residentMebibytes());
  }

  private Memory memory() throws IOException, InterruptedException {
    try (GatewayProcess gateway = GatewayProcess.start(testBed, OPTIONS, SETTING)) {
      return gateway.memory();
    }
  }
}
