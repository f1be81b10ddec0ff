package dev.admitone.system.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.system.AlteredRecords;
import dev.admitone.system.Clients;
import dev.admitone.system.Codes;
import dev.admitone.system.Ledger;
import dev.admitone.system.ServiceProcess;
import dev.admitone.system.UpProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.KeySetServer;
import dev.admitone.testsupport.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A product of its own, with two more gateways. A narrow one takes two calls at once, and fetches
 * the keys of tokens from an issuer. A strict one expects other tokens, permits one call without a
 * token, and has the least memory for invites. A Prometheus reads them all, with the rules of a
 * deployment at a pace at which a minute lasts two seconds; another one reads the console, at a
 * pace for rules about hours.
 */
final class WatchedStack implements AutoCloseable {

  /** A minute lasts two seconds. */
  static final int DIVISOR = 30;

  /** An hour lasts three seconds. */
  static final int DIVISOR_OF_HOURS = 1200;

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String JWK_SET = "--admit-one.gateway.tokens.jwk-set-uri=";
  private static final String PUBLIC_KEY = "--admit-one.gateway.tokens.public-key";
  private static final String MANAGEMENT_PORT = "--management.server.port=";
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

  /** As short as a producer can: healing waits for so long. */
  private static final List<String> SOON =
      List.of(
          "--spring.kafka.producer.properties.delivery.timeout.ms=1000",
          "--spring.kafka.producer.properties.request.timeout.ms=900");

  private final StackSettings settings;
  private final LocalStack stack;
  private final ApiClient api;
  private final WatchedDatabase database;
  private final KeySetServer issuer;
  private final ECKey oldKey;
  private final TestTokens newTokens =
      new TestTokens(TestTokens.newKey("new"), TokenKey.ISSUER, TokenKey.AUDIENCE);
  private final int strictManagement = FreePorts.one();
  private final ServiceProcess narrow;
  private final Prometheus prometheus;
  private final Prometheus prometheusOfHours;
  private ServiceProcess strict;
  private EmbeddedKafka broker;

  private WatchedStack(StackSettings settings, LocalStack stack, Path directory)
      throws IOException {
    this.settings = settings;
    this.stack = stack;
    this.api = Clients.of(stack.gatewayAddress(), stack.tokenKey());
    this.broker = stack.kafka();
    this.database =
        new WatchedDatabase(
            stack.database(),
            settings.databaseDirectory(),
            settings.dataDirectory(),
            directory.resolve("backups"));
    this.issuer = KeySetServer.plain();
    this.oldKey = KeySetServer.key(stack.tokenKey().publicPem());
    issuer.publishes(oldKey);
    CompletableFuture<ServiceProcess> narrowOne = CompletableFuture.supplyAsync(this::newNarrow);
    this.strict = newStrict("4MB");
    this.narrow = narrowOne.join();
    List<URI> console = List.of(stack.consoleManagement());
    Map<String, List<URI>> jobs = new LinkedHashMap<>();
    jobs.put(
        "admit-one-gateway",
        List.of(stack.gatewayManagement(), narrow.management(), strict.management()));
    jobs.put("admit-one-processor", List.of(stack.processorManagement()));
    jobs.put("admit-one-console", console);
    this.prometheus =
        Prometheus.start(
            Files.createDirectories(directory.resolve("prometheus")), jobs, rules(DIVISOR));
    this.prometheusOfHours =
        Prometheus.start(
            Files.createDirectories(directory.resolve("prometheus-of-hours")),
            Map.of("admit-one-console", console),
            rules(DIVISOR_OF_HOURS));
  }

  /** Starts all of it, and returns once it is ready and no alert fires. */
  static WatchedStack start(Path directory) throws IOException {
    // As in the environment that other test classes of this JVM share.
    System.setProperty(
        "spring.kafka.producer.properties.interceptor.classes", AlteredRecords.class.getName());
    StackSettings settings = settingsOn(directory.resolve("stack"));
    LocalStack stack = LocalStack.begin(settings);
    stack.awaitReady();
    return new WatchedStack(settings, stack, directory);
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

  private static List<String> rules(int divisor) {
    return MonitoringFiles.in(MonitoringFiles.RULES).stream()
        .map(file -> ScaledRules.of(MonitoringFiles.text(file), divisor))
        .toList();
  }

  private ServiceProcess newNarrow() {
    return gateway(
        "--admit-one.gateway.max-waiters=2",
        "--admit-one.gateway.max-asking-waiters=1",
        "--admit-one.gateway.limits.max-calls-in-flight=2",
        "--admit-one.gateway.limits.max-asking-calls=1",
        JWK_SET + issuer.uri(),
        MANAGEMENT_PORT + 0);
  }

  private ServiceProcess newStrict(String memoryForInvites) {
    return gateway(
        "--admit-one.gateway.limits.address-burst=1",
        "--admit-one.gateway.tokens.audience=another",
        "--admit-one.gateway.invites.max-size=" + memoryForInvites,
        MANAGEMENT_PORT + strictManagement);
  }

  /** With the stack's settings but for those that are given. */
  private ServiceProcess gateway(String... own) {
    Set<String> left = Stream.of(own).map(WatchedStack::name).collect(toSet());
    if (left.contains(name(JWK_SET))) {
      left.add(PUBLIC_KEY);
    }
    List<String> all = new ArrayList<>(stack.gatewaySettings());
    all.removeIf(each -> left.contains(name(each)));
    all.addAll(List.of(own));
    try {
      return ServiceProcess.gateway(stack, CLASS_PATH, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(String setting) {
    return setting.substring(0, setting.indexOf('='));
  }

  WatchedDatabase database() {
    return database;
  }

  Ledger ledger() {
    return database.ledger();
  }

  void stopBroker() {
    broker.stop();
  }

  /** On the port and the data that it had. */
  void startBroker() {
    broker = EmbeddedKafka.start(settings.kafkaDirectory(), broker.port());
  }

  /** Brings ledger and log together, as an operator does; returns what the command said. */
  String heal() throws IOException {
    try (UpProcess heal =
        UpProcess.heal(
            settings.dataDirectory(),
            SOON,
            StackPort.KAFKA.variable(),
            String.valueOf(broker.port()),
            StackPort.POSTGRES.variable(),
            String.valueOf(database.port()))) {
      return String.join("\n", heal.linesToTheEnd());
    }
  }

  /** The issuer of the narrow gateway's tokens fails. */
  void stopIssuer() {
    issuer.fails();
  }

  /** It works again, with one more key. */
  void startIssuer() {
    issuer.publishes(oldKey, newTokens.key().toPublicJWK());
  }

  Prometheus prometheus() {
    return prometheus;
  }

  /** The one for rules about hours. It reads the console alone. */
  Prometheus prometheusOfHours() {
    return prometheusOfHours;
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

  /** Of the narrow gateway, with a token of a key that the issuer got last. */
  ApiClient rotatedApi() {
    return narrow.api(newTokens.of("tester", "redemptions:write", TOKEN_LIFETIME));
  }

  /** A new code for so many uses. */
  String newCode(String beginning, int maxUses) {
    return create(Codes.unique(beginning), maxUses);
  }

  /** Creates the code, and returns it. */
  String create(String code, int maxUses) {
    ApiClient.Response created =
        api.createInvite(Map.of("code", code, "maxUses", maxUses), "Prefer", "wait=30");
    assertThat(created.status()).isEqualTo(201);
    return code;
  }

  /** Has the JVM of the narrow gateway collect its whole heap. */
  void collectNarrowGateway() {
    narrow.collectHeap();
  }

  /** Ends the gateway that expects other tokens. */
  void stopStrictGateway() throws IOException {
    strict.close();
  }

  /** Starts it again with more memory for invites. */
  void startStrictGateway() {
    strict = newStrict("64MB");
  }

  @Override
  public void close() throws IOException {
    prometheus.close();
    prometheusOfHours.close();
    narrow.close();
    strict.close();
    issuer.close();
    stack.close();
    broker.stop();
    database.close();
  }
}
