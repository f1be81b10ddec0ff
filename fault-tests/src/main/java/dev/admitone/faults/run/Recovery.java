package dev.admitone.faults.run;

import dev.admitone.faults.checker.Promise;
import dev.admitone.faults.checker.Violation;
import dev.admitone.faults.environment.Environment;
import dev.admitone.faults.history.Healing;
import dev.admitone.faults.history.Probe;
import dev.admitone.faults.history.Seen;
import dev.admitone.faults.processes.Member;
import dev.admitone.faults.recording.Recorder;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;

/** Asks services how they are, and waits until all is as before a fault. */
final class Recovery implements AutoCloseable {

  private static final String PLACES = "select partition, next_offset from ledger_places";
  private static final String APART = "select 1 from ledger_places where reason is not null";
  private static final List<String> PAGES =
      List.of("/actuator/health", "/actuator/info", "/actuator/prometheus");
  private static final String READINESS = "/actuator/health/readiness";
  private static final Duration RESPONSE_MAX = Duration.ofSeconds(2);

  /** Several processes may start at the same time on a busy machine, a minute or two for each. */
  private static final Duration STARTS_MAX = Duration.ofMinutes(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(700);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Environment environment;
  private final Recorder recorder;
  private final Set<String> red = ConcurrentHashMap.newKeySet();
  private final ExecutorService watches = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(RESPONSE_MAX).build();

  Recovery(Environment environment, Recorder recorder) {
    this.environment = environment;
    this.recorder = recorder;
  }

  /** Waits until all services are ready; returns how long that took. */
  Duration awaitReady() {
    long begin = System.nanoTime();
    Await.patiently()
        .atMost(STARTS_MAX)
        .pollInterval(BETWEEN_LOOKS)
        .until(() -> environment.services().stream().allMatch(this::isReady));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /**
   * Heals ledger and log where they are apart, as readiness asks for, and starts processes again
   * that are gone or whose liveness is red, as an orchestrator does; then as above.
   */
  Duration awaitHealed() {
    long begin = System.nanoTime();
    Await.patiently()
        .atMost(STARTS_MAX)
        .pollInterval(BETWEEN_LOOKS)
        .ignoreExceptions()
        .until(
            () -> {
              environment.ensureBrokersRun();
              environment.services().forEach(Member::ensureRunning);
              if (isApart()) {
                recorder.healing(new Healing(Instant.now()));
                requireHealed(environment.heal());
              }
              return environment.services().stream().allMatch(this::isReadyOrRestarted);
            });
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** That the services are not as before the faults, with what each says now. */
  Violation notRecovered() {
    return new Violation(
        Promise.READINESS,
        "all faults have healed, and the services are not ready again",
        environment.services().stream().map(this::lastWord).toList());
  }

  private String lastWord(Member service) {
    try {
      return service.name() + ": " + get(service, READINESS).body();
    } catch (IOException e) {
      return service.name() + ": " + Probe.NO_RESPONSE + e;
    }
  }

  /**
   * Waits until the ledger has come to the log's end on all partitions. If it does not, that is
   * recorded, and the checker's matter.
   */
  void awaitDecided() {
    try {
      decided();
    } catch (ConditionTimeoutException e) {
      recorder.fault("the ledger does not come to the log's end");
    }
  }

  private void decided() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", environment.brokers()))) {
      Await.patiently().ignoreExceptions().until(() -> places().equals(ends(admin)));
    }
  }

  /** What the services tell at their ends of management, as texts. */
  List<Seen> pages() throws IOException {
    List<Seen> pages = new ArrayList<>();
    for (Member service : environment.services()) {
      for (String page : PAGES) {
        pages.add(new Seen(service.name() + page, get(service, page).body()));
      }
    }
    return pages;
  }

  /** Asks each service how it is, again and again, until this is closed. */
  void watch() {
    for (Member service : environment.services()) {
      watches.execute(
          () -> {
            while (!Thread.currentThread().isInterrupted()) {
              isReady(service);
              LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
            }
          });
    }
  }

  /** What the service said of its readiness when it was asked last. */
  boolean wasReady(Member service) {
    return !red.contains(service.name());
  }

  private boolean isReady(Member service) {
    boolean isReady = false;
    String why;
    try {
      HttpResponse<String> response = get(service, READINESS);
      isReady = response.statusCode() == OK;
      why = isReady ? "" : response.body();
    } catch (IOException e) {
      why = Probe.NO_RESPONSE + e;
    } catch (IllegalStateException e) {
      // The run is over.
      Thread.currentThread().interrupt();
      return false;
    }
    if (isReady) {
      red.remove(service.name());
    } else {
      red.add(service.name());
    }
    recorder.probed(new Probe(service.name(), Instant.now(), isReady, why, service.memoryBytes()));
    return isReady;
  }

  private boolean isReadyOrRestarted(Member service) {
    if (isReady(service)) {
      return true;
    }
    if (isLivenessRed(service)) {
      recorder.fault("liveness of %s is red: restarted".formatted(service.name()));
      service.kill();
      service.ensureRunning();
    }
    return false;
  }

  /** A service that does not respond may only be busy. */
  private boolean isLivenessRed(Member service) {
    try {
      return get(service, "/actuator/health/liveness").statusCode() == UNAVAILABLE;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> get(Member service, String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(service.management().resolve(path)).timeout(RESPONSE_MAX).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** It is tried again: what is in its way may go. */
  private static void requireHealed(int exitCode) {
    if (exitCode != 0) {
      throw new IllegalStateException("The healing ended with %d".formatted(exitCode));
    }
  }

  private boolean isApart() throws SQLException {
    try (Connection connection = environment.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(APART)) {
      return rows.next();
    }
  }

  private Map<Integer, Long> places() throws SQLException {
    Map<Integer, Long> places = new HashMap<>();
    try (Connection connection = environment.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(PLACES)) {
      while (rows.next()) {
        places.put(rows.getInt(1), rows.getLong(2));
      }
    }
    return places;
  }

  private Map<Integer, Long> ends(Admin admin) throws InterruptedException, ExecutionException {
    List<TopicPartition> partitions =
        IntStream.range(0, environment.partitions())
            .mapToObj(number -> new TopicPartition(Topics.REQUESTS, number))
            .toList();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<Integer, Long> ends = new HashMap<>();
    for (var end : admin.listOffsets(latest).all().get().entrySet()) {
      ends.put(end.getKey().partition(), end.getValue().offset());
    }
    return ends;
  }

  /** Nothing is asked any more by itself. */
  void endWatch() throws InterruptedException {
    watches.shutdownNow();
    if (!watches.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("The watches do not end");
    }
  }

  @Override
  public void close() {
    watches.shutdownNow();
    http.shutdownNow();
  }
}
