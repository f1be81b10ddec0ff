package dev.admitone.benchmarks.testbed;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what processes and threads have cost since it was made. */
public final class Meter {

  private static final String WAL_BYTES = "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";

  /** The purposes of threads, by the beginning of their names. */
  private static final Map<String, List<String>> USES =
      Map.of(
          "broker", List.of("data-plane-", "kafka-1-", "group-coordinator-", "executor-"),
          "lanes", List.of("lane-", "result-publisher"),
          "producers", List.of("kafka-producer-network-thread"),
          "gateway's readers", List.of("results-reader", "invites-reader"),
          "http", List.of("ForkJoinPool-", "http-nio-"));

  private static final double NANOS = 1e9;

  private final TestBed testBed;
  private final long beginNanos;
  private final double databaseBegin;
  private final double jvmBegin;
  private final List<ProcessHandle> processes;
  private final double processesBegin;
  private final Map<Long, Long> threadsBegin;
  private final long walBegin;

  private Meter(TestBed testBed, List<ProcessHandle> processes) {
    this.testBed = testBed;
    this.processes = List.copyOf(processes);
    this.walBegin = testBed.sql().number(WAL_BYTES);
    this.databaseBegin = databaseCpuSeconds();
    this.processesBegin = cpuSeconds(processes.stream());
    this.jvmBegin = jvmCpuSeconds();
    this.threadsBegin = threadNanos();
    this.beginNanos = System.nanoTime();
  }

  public static Meter start(TestBed testBed) {
    return new Meter(testBed, List.of());
  }

  /** Reads also what some processes have cost. */
  public static Meter start(TestBed testBed, List<ProcessHandle> processes) {
    return new Meter(testBed, processes);
  }

  /** The cost until now. */
  public Costs read() {
    double seconds = (System.nanoTime() - beginNanos) / NANOS;
    Map<String, Double> byUse = new HashMap<>();
    threadNanos()
        .forEach(
            (id, nanos) ->
                byUse.merge(
                    use(id), (nanos - threadsBegin.getOrDefault(id, 0L)) / NANOS, Double::sum));
    return new Costs(
        seconds,
        databaseCpuSeconds() - databaseBegin,
        jvmCpuSeconds() - jvmBegin,
        byUse,
        cpuSeconds(processes.stream()) - processesBegin,
        testBed.sql().number(WAL_BYTES) - walBegin);
  }

  private static Map<Long, Long> threadNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<Long, Long> nanos = new HashMap<>();
    for (long id : threads.getAllThreadIds()) {
      long spent = threads.getThreadCpuTime(id);
      if (spent > 0) {
        nanos.put(id, spent);
      }
    }
    return nanos;
  }

  /** The purpose of a thread, by its name. Virtual threads run on those of the ForkJoinPool. */
  private static String use(long id) {
    ThreadInfo thread = ManagementFactory.getThreadMXBean().getThreadInfo(id);
    String name = thread == null ? "" : thread.getThreadName();
    for (Map.Entry<String, List<String>> use : USES.entrySet()) {
      if (use.getValue().stream().anyMatch(name::startsWith)) {
        return use.getKey();
      }
    }
    return "other";
  }

  private static double jvmCpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / NANOS;
  }

  /** The server is the parent of each of its sessions. */
  private double databaseCpuSeconds() {
    long session = testBed.sql().number("select pg_backend_pid()");
    return ProcessHandle.of(session)
        .flatMap(ProcessHandle::parent)
        .map(server -> cpuSeconds(Stream.of(server)))
        .orElse(0.0);
  }

  /** Of processes and all their children. */
  private static double cpuSeconds(Stream<ProcessHandle> processes) {
    return processes
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToDouble(spent -> spent.toNanos() / NANOS)
        .sum();
  }
}
