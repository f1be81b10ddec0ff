package dev.admitone.benchmarks.site;

import java.util.Map;

/**
 * What some work cost.
 *
 * @param seconds how long it took
 * @param databaseCpuSeconds of the database's processes
 * @param jvmCpuSeconds of this process, in which everything else runs
 * @param threadCpuSeconds the same by what the threads are for, as far as it can be told
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
