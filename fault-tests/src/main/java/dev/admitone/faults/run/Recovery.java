package dev.admitone.faults.run;

import dev.admitone.faults.environment.Environment;
import dev.admitone.faults.history.Probe;
import dev.admitone.faults.processes.Member;
import dev.admitone.faults.recording.Recorder;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks services how they are, and waits until all is as before a fault. */
final class Recovery implements AutoCloseable {

  private static final String PLACES = "select partition, next_offset from ledger_places";
  private static final String APART = "select 1 from ledger_places where reason is not null";
  private static final Duration RESPONSE_MAX = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final int OK = 200;

  private final Environment environment;
  private final Recorder recorder;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(RESPONSE_MAX).build();

  Recovery(Environment environment, Recorder recorder) {
    this.environment = environment;
    this.recorder = recorder;
  }

  /** Waits until all services are ready; returns how long that took. */
  Duration awaitReady() {
    long begin = System.nanoTime();
    Await.patiently()
        .pollInterval(BETWEEN_LOOKS)
        .until(() -> environment.services().stream().allMatch(this::isReady));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Heals ledger and log where they are apart, as readiness asks for; then as above. */
  Duration awaitHealed() {
    long begin = System.nanoTime();
    Await.patiently()
        .pollInterval(BETWEEN_LOOKS)
        .ignoreExceptions()
        .until(
            () -> {
              environment.broker().ensureRunning();
              environment.services().forEach(Member::ensureRunning);
              if (isApart()) {
                recorder.fault("ledger and log are apart: healing");
                environment.heal();
              }
              return environment.services().stream().allMatch(this::isReady);
            });
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Waits until the ledger has come to the log's end on all partitions. */
  void awaitDecided() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", environment.brokers()))) {
      Await.patiently().ignoreExceptions().until(() -> places().equals(ends(admin)));
    }
  }

  private boolean isReady(Member service) {
    URI readiness = service.management().resolve("/actuator/health/readiness");
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(readiness).timeout(RESPONSE_MAX).build(),
              HttpResponse.BodyHandlers.ofString());
      boolean isReady = response.statusCode() == OK;
      recorder.probed(new Probe(service.name(), Instant.now(), isReady, response.body()));
      return isReady;
    } catch (IOException e) {
      recorder.probed(new Probe(service.name(), Instant.now(), false, "no response: " + e));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
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

  @Override
  public void close() {
    http.close();
  }
}
