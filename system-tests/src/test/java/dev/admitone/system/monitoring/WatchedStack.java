package dev.admitone.system.monitoring;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.system.AlteredRecords;
import dev.admitone.system.Clients;
import dev.admitone.system.Ledger;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A product of its own, with two more gateways: a narrow one that takes two calls at once, and a
 * strict one that expects other tokens and permits one call without a token. A Prometheus reads
 * them all, with the rules of a deployment at a pace at which a minute lasts two seconds.
 */
final class WatchedStack implements AutoCloseable {

  static final int DIVISOR = 30;

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final StackSettings settings;
  private final LocalStack stack;
  private final ServiceProcess narrow;
  private final ServiceProcess strict;
  private final Prometheus prometheus;
  private final ApiClient api;
  private EmbeddedDatabase database;
  private EmbeddedKafka broker;

  private WatchedStack(
      StackSettings settings,
      LocalStack stack,
      ServiceProcess narrow,
      ServiceProcess strict,
      Prometheus prometheus) {
    this.settings = settings;
    this.stack = stack;
    this.narrow = narrow;
    this.strict = strict;
    this.prometheus = prometheus;
    this.api = Clients.of(stack.gatewayAddress(), stack.tokenKey());
    this.database = stack.database();
    this.broker = stack.kafka();
  }

  /** Starts all of it, and returns once it is ready and no alert fires. */
  static WatchedStack start(Path directory) throws IOException {
    // As in the environment that other test classes of this JVM share.
    System.setProperty(
        "spring.kafka.producer.properties.interceptor.classes", AlteredRecords.class.getName());
    StackSettings settings = settingsOn(directory.resolve("stack"));
    LocalStack stack = LocalStack.begin(settings);
    stack.awaitReady();
    ServiceProcess narrow =
        gateway(
            stack,
            "--admit-one.gateway.max-waiters=2",
            "--admit-one.gateway.max-asking-waiters=1",
            "--admit-one.gateway.limits.max-calls-in-flight=2",
            "--admit-one.gateway.limits.max-asking-calls=1");
    ServiceProcess strict =
        gateway(
            stack,
            "--admit-one.gateway.limits.address-burst=1",
            "--admit-one.gateway.tokens.audience=another");
    Map<String, List<URI>> jobs = new LinkedHashMap<>();
    jobs.put(
        "admit-one-gateway",
        List.of(stack.gatewayManagement(), narrow.management(), strict.management()));
    jobs.put("admit-one-processor", List.of(stack.processorManagement()));
    jobs.put("admit-one-console", List.of(stack.consoleManagement()));
    Path ofPrometheus = Files.createDirectories(directory.resolve("prometheus"));
    return new WatchedStack(
        settings, stack, narrow, strict, Prometheus.start(ofPrometheus, jobs, rules()));
  }

  /** Not by the class of the shared environment, which would start that one, too. */
  private static StackSettings settingsOn(Path directory) throws IOException {
    Map<StackPort, Integer> freePorts = new EnumMap<>(StackPort.class);
    List.of(StackPort.values()).forEach(port -> freePorts.put(port, 0));
    return new StackSettings(
        Files.createDirectories(directory),
        freePorts,
        "127.0.0.1",
        TopicNames.WITHOUT_PREFIX,
        false);
  }

  private static List<String> rules() {
    return MonitoringFiles.in(MonitoringFiles.RULES).stream()
        .map(file -> ScaledRules.of(MonitoringFiles.text(file), DIVISOR))
        .toList();
  }

  /** With the stack's settings but for those that are given. */
  private static ServiceProcess gateway(LocalStack stack, String... own) throws IOException {
    List<String> names = Stream.of(own).map(each -> each.substring(0, each.indexOf('='))).toList();
    List<String> all = new ArrayList<>(stack.gatewaySettings());
    all.removeIf(each -> names.contains(each.substring(0, Math.max(0, each.indexOf('=')))));
    all.addAll(List.of(own));
    all.add("--management.server.port=0");
    return ServiceProcess.gateway(stack, CLASS_PATH, all);
  }

  /** As a crash of the server ends it. */
  void stopDatabase() {
    database.stopImmediately();
  }

  /** On the port and the data that it had. */
  void startDatabase() {
    database = EmbeddedDatabase.start(settings.databaseDirectory(), database.port());
  }

  void stopBroker() {
    broker.stop();
  }

  /** On the port and the data that it had. */
  void startBroker() {
    broker = EmbeddedKafka.start(settings.kafkaDirectory(), broker.port());
  }

  Prometheus prometheus() {
    return prometheus;
  }

  Ledger ledger() {
    return new Ledger(database.jdbcUrl(), database.username());
  }

  /** Of the stack's own gateway, as a frontend and an operator. */
  ApiClient api() {
    return api;
  }

  /** Of the gateway that takes two calls at once. */
  ApiClient narrowApi() {
    return narrow.api();
  }

  /** Of the gateway that expects other tokens. */
  ApiClient strictApi() {
    return strict.api();
  }

  /** Of the gateway that permits one call of an address, without a token. */
  ApiClient anonymousApi() {
    return strict.anonymousApi();
  }

  /** Ends a gateway, and does not start it again. */
  void stopStrictGateway() throws IOException {
    strict.close();
  }

  @Override
  public void close() throws IOException {
    prometheus.close();
    narrow.close();
    strict.close();
    stack.close();
    broker.stop();
    database.stop();
  }
}
