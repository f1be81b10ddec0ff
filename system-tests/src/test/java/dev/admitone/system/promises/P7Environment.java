package dev.admitone.system.promises;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.system.Ledger;
import dev.admitone.system.ServiceProcess;
import dev.admitone.system.TraceCollector;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.RawHttp;
import dev.admitone.testsupport.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All services with logs, metrics and traces as they are in production, and all traces sent. */
final class P7Environment implements AutoCloseable {

  private final Path directory;
  private final TraceCollector traces = new TraceCollector();
  private final EmbeddedKafka kafka;
  private final ServiceProcess gateway;
  private final ServiceProcess processor;
  private EmbeddedDatabase database;

  P7Environment(Path directory) throws IOException {
    this.directory = directory;
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
    database = EmbeddedDatabase.start(directory.resolve("postgres"), 0);
    TokenKey tokens = TokenKey.in(directory.resolve("token-key.json"));
    List<String> both =
        List.of(
            "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "--admit-one.seal.keyset=" + ProfileSeal.newKeyset(),
            "--management.tracing.sampling.probability=1.0",
            "--management.opentelemetry.tracing.export.otlp.endpoint=" + traces.endpoint());
    List<String> processors = new ArrayList<>(both);
    processors.add("--spring.datasource.url=" + database.jdbcUrl());
    processors.add("--spring.datasource.username=" + database.processorUsername());
    processors.add("--spring.flyway.user=" + database.username());
    processor = ServiceProcess.processorLoggingTo(log("processor"), tokens, processors);
    List<String> gateways = new ArrayList<>(both);
    gateways.add("--management.server.port=0");
    gateways.add("--admit-one.gateway.code-secret=a secret for tests only");
    gateways.add("--admit-one.gateway.limits.user-burst=1000");
    gateways.add("--admit-one.gateway.default-wait=30s");
    gateways.add("--admit-one.gateway.max-acknowledgement=30s");
    gateways.add("--admit-one.gateway.signup.max-hash-wait=60s");
    // A caller that is trusted may hand on its trace, and nothing else either.
    gateways.add("--admit-one.gateway.traces.trusted-callers=127.0.0.1");
    gateways.add("--admit-one.gateway.signup.fingerprint.keyset=" + SignupFingerprints.newKeyset());
    gateways.addAll(tokens.gatewaySettings());
    gateway = ServiceProcess.gatewayLoggingTo(log("gateway"), tokens, gateways);
  }

  ApiClient api() {
    return gateway.api();
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  Ledger ledger() {
    return new Ledger(database.jdbcUrl(), database.username());
  }

  TraceCollector traces() {
    return traces;
  }

  boolean isReady() {
    return new ApiClient(processor.management()).get("/actuator/health/readiness").status() == 200;
  }

  void stopDatabase() {
    database.stopImmediately();
  }

  void startDatabase() {
    database = EmbeddedDatabase.start(directory.resolve("postgres"), database.port());
  }

  Path log(String service) {
    return directory.resolve(service + ".log");
  }

  /** Every record of every topic, the broker's own included, by topic. */
  Map<String, List<ConsumerRecord<byte[], byte[]>>> records() throws Exception {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> all = new HashMap<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var listing = admin.listTopics(new ListTopicsOptions().listInternal(true));
      for (String topic : listing.names().get()) {
        all.put(topic, TopicReader.records(kafka.bootstrapServers(), topic));
      }
    }
    return all;
  }

  /** What the services tell whoever asks their management ports, by page. */
  Map<String, byte[]> managementPages() throws Exception {
    Map<String, byte[]> pages = new HashMap<>();
    for (ServiceProcess service : List.of(gateway, processor)) {
      for (String page : List.of("prometheus", "metrics", "health", "info")) {
        String address = service.management() + "/actuator/" + page;
        pages.put(address, RawHttp.get(address).getBytes(UTF_8));
      }
    }
    return pages;
  }

  /** The files of the table and of its indexes, below {@link #databaseFiles()}. */
  List<String> filesOf(String table) throws SQLException {
    return ledger()
        .texts(
            """
            select pg_relation_filepath(c.oid) from pg_class c
            where c.oid = '%1$s'::regclass
               or c.oid in (select indexrelid from pg_index where indrelid = '%1$s'::regclass)
            """
                .formatted(table));
  }

  /** Orderly, so that everything is in the files. */
  void stop() throws IOException {
    gateway.close();
    processor.close();
    kafka.stop();
    database.stop();
  }

  /** Without the offset indexes, which have no room for anything and are large. */
  List<Path> logFiles() throws IOException {
    return files(directory.resolve("kafka")).stream()
        .filter(file -> !file.toString().endsWith("index"))
        .toList();
  }

  List<Path> databaseFiles() throws IOException {
    return files(directory.resolve("postgres"));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void close() {
    gateway.kill();
    processor.kill();
    kafka.stop();
    database.stop();
  }
}
