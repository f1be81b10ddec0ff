package dev.admitone.benchmarks.testbed;

import java.util.Map;

/**
 * The cost of some work.
 *
 * @param seconds how long it took
 * @param databaseCpuSeconds of the database's processes
 * @param jvmCpuSeconds of this process, in which everything else runs
 * @param threadCpuSeconds the same by the purpose of the threads, as far as it is known
 * @param processCpuSeconds of the contender's own processes, and of their children
 * @param walBytes the database's write-ahead log
 */
public record Costs(
    double seconds,
    double databaseCpuSeconds,
    double jvmCpuSeconds,
    Map<String, Double> threadCpuSeconds,
    double processCpuSeconds,
    long walBytes) {

  private static final String BROKER = "broker";

  /** Copies the map. */
  public Costs {
    threadCpuSeconds = Map.copyOf(threadCpuSeconds);
  }

  /**
   * The processor time of what is measured: the generator's is left out, and so are a database or a
   * broker that it does not use and that run beside it.
   */
  public double ownCpuSeconds(boolean database, boolean broker, double generatorCpuSeconds) {
    double unused = broker ? 0 : threadCpuSeconds.getOrDefault(BROKER, 0.0);
    return jvmCpuSeconds
        - generatorCpuSeconds
        - unused
        + (database ? databaseCpuSeconds : 0)
        + processCpuSeconds;
  }
}
