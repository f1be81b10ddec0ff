package dev.admitone.benchmarks.testbed;

import java.util.Map;

/**
 * The cost of some work.
 *
 * @param seconds how long it took
 * @param databaseCpuSeconds of the database's processes
 * @param jvmCpuSeconds of this process, in which everything else runs
 * @param threadCpuSeconds the same by the purpose of the threads, as far as it is known
 * @param walBytes the database's write-ahead log
 */
public record Costs(
    double seconds,
    double databaseCpuSeconds,
    double jvmCpuSeconds,
    Map<String, Double> threadCpuSeconds,
    long walBytes) {

  /** Copies the map. */
  public Costs {
    threadCpuSeconds = Map.copyOf(threadCpuSeconds);
  }
}
