package dev.admitone.benchmarks.drain;

import static java.util.Objects.requireNonNull;

import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.load.RequestLog;
import dev.admitone.benchmarks.load.Zipf;
import dev.admitone.benchmarks.testbed.LogEnds;
import dev.admitone.benchmarks.testbed.ServiceProcess;
import dev.admitone.benchmarks.testbed.Tables;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.schemas.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Some processors as processes of their own, which share the partitions. */
public final class ScaleOut {

  private static final String GROUP = "redemption-processor";
  private static final String PREFIX = "SCALE-";
  private static final int CODE_COUNT = 10_000;
  private static final Duration START_MAX = Duration.ofMinutes(5);

  /** Seeds of its own: users must not come twice. */
  private static long seeds = 1_000_000;

  private final TestBed testBed;
  private final Tables tables;

  public ScaleOut(TestBed testBed) {
    this.testBed = testBed;
    this.tables = new Tables(testBed);
  }

  /** Decisions per second of so many processors over 10,000 codes alike; the JVMs are warmed up. */
  public double measure(int processors, int requests) throws Exception {
    tables.empty();
    tables.createInvites(PREFIX, CODE_COUNT, null);
    try (Group _ = start(processors)) {
      measure(new Zipf(CODE_COUNT, 0, ++seeds), PREFIX, requests / 2);
      double perSecond = measure(new Zipf(CODE_COUNT, 0, ++seeds), PREFIX, requests);
      Tables.require("uses", requests / 2 + requests, tables.uses());
      tables.requireCounted();
      return perSecond;
    }
  }

  /** Processors that run. */
  static final class Group implements AutoCloseable {

    private final List<ServiceProcess> processes = new ArrayList<>();

    ServiceProcess first() {
      return processes.getFirst();
    }

    @Override
    public void close() {
      processes.forEach(ServiceProcess::close);
    }
  }

  /** Starts them; returns when they have shared all partitions among each other. */
  Group start(int processors) throws IOException, InterruptedException, ExecutionException {
    Group group = new Group();
    try (Admin admin = testBed.admin()) {
      for (int i = 0; i < processors; i++) {
        group.processes.add(Processor.startProcess(testBed));
      }
      long deadline = System.nanoTime() + START_MAX.toNanos();
      while (!isShared(admin, processors * Processor.LANES_DEFAULT)) {
        if (System.nanoTime() > deadline
            || !group.processes.stream().allMatch(ServiceProcess::isAlive)) {
          throw new IllegalStateException("the processors did not start");
        }
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
      return group;
    } catch (IOException | InterruptedException | ExecutionException | RuntimeException e) {
      group.close();
      throw e;
    }
  }

  private static boolean isShared(Admin admin, int members)
      throws InterruptedException, ExecutionException {
    ConsumerGroupDescription group;
    try {
      group =
          requireNonNull(admin.describeConsumerGroups(List.of(GROUP)).describedGroups().get(GROUP))
              .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        // It has neither members nor offsets yet.
        return false;
      }
      throw e;
    }
    int most = Math.ceilDiv(Topics.PARTITION_COUNT_DEFAULT, members);
    return group.groupState() == GroupState.STABLE
        && group.members().size() == members
        && group.members().stream()
            .map(member -> member.assignment().topicPartitions().size())
            .allMatch(partitions -> partitions > 0 && partitions <= most);
  }

  /**
   * Appends requests to the log of processors that run; measured from the first append to the last
   * result.
   */
  double measure(CodeChoice codes, String prefix, int requests) {
    long seed = ++seeds;
    Ids ids = new Ids(Ids.Kind.MIXED, seed, System.currentTimeMillis());
    try (LogEnds ends = new LogEnds(testBed);
        RequestLog log = new RequestLog(testBed.bootstrapServers())) {
      long before = ends.of(Topics.RESULTS);
      long begin = System.nanoTime();
      for (int i = 0; i < requests; i++) {
        log.redeem(ids.next(), prefix + codes.next(), Ids.user(seed, i));
      }
      log.flush();
      ends.awaitResults(before + requests);
      return requests / ((System.nanoTime() - begin) / 1e9);
    }
  }
}
