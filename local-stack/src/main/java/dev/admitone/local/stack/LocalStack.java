package dev.admitone.local.stack;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.DirectoryLock;
import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.secrets.CodeSecret;
import dev.admitone.local.secrets.SignupKeysets;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.ops.OpsApplication;
import dev.admitone.processor.ProcessorApplication;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole of Admit One in this JVM: broker, database, processor, gateway, console. Parts that do
 * not need each other start at the same time.
 */
public final class LocalStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

  /** The newest: these services are one process, so they are never of two releases. */
  private static final String WRITE_VERSION = "--admit-one.write-version=2";

  private final StackSettings settings;
  private final DirectoryLock lock;
  private final TokenKey tokenKey;
  private final CompletableFuture<EmbeddedDatabase> database;
  private final CompletableFuture<EmbeddedKafka> kafka;
  private final CompletableFuture<ConfigurableApplicationContext> processor;
  private final CompletableFuture<ConfigurableApplicationContext> gateway;
  private final CompletableFuture<ConfigurableApplicationContext> console;

  private LocalStack(StackSettings settings, DirectoryLock lock) {
    this.settings = settings;
    this.lock = lock;
    this.tokenKey = TokenKey.in(settings.tokenKeyFile());
    this.database =
        CompletableFuture.supplyAsync(
            () ->
                EmbeddedDatabase.start(
                    settings.databaseDirectory(), settings.port(StackPort.POSTGRES)));
    this.kafka =
        CompletableFuture.supplyAsync(
            () -> EmbeddedKafka.start(settings.kafkaDirectory(), settings.port(StackPort.KAFKA)));
    this.processor = kafka.thenCombineAsync(database, this::startProcessor);
    this.gateway = kafka.thenApplyAsync(this::startGateway);
    // While the processor's lanes wait for their partitions: it delays nothing that users need.
    this.console = processor.thenCombineAsync(gateway, (_, _) -> startConsole());
  }

  /**
   * Begins to start everything. To be closed also after a failed start.
   *
   * @throws CommandFailedException if it cannot begin; nothing is left running then
   */
  public static LocalStack begin(StackSettings settings) {
    return new LocalStack(settings, prepared(settings));
  }

  /**
   * Returns when a request can pass through all parts.
   *
   * @throws CommandFailedException if it never will
   */
  public void awaitReady() {
    try {
      CompletableFuture.allOf(processor, gateway).join();
      Readiness.await(processorManagement());
      Readiness.await(gatewayManagement());
      Readiness.await(consoleManagement());
    } catch (CompletionException e) {
      throw StackFailures.explained(e, settings);
    }
  }

  /** The directory comes first: a stack that runs there already has the ports too. */
  private static DirectoryLock prepared(StackSettings settings) {
    DirectoryLock lock;
    try {
      lock = DirectoryLock.acquire(settings.dataDirectory());
    } catch (DirectoryInUseException | UncheckedIOException e) {
      throw StackFailures.explained(e, settings);
    }
    try {
      settings.requirePortsFree();
      if (settings.fresh()) {
        StackData.discard(settings);
      }
      SignupKeysets.make(settings);
      return lock;
    } catch (RuntimeException e) {
      lock.close();
      throw StackFailures.explained(e, settings);
    }
  }

  /** The gateway's address. */
  public URI gatewayAddress() {
    return address(gateway.join(), "local.server.port");
  }

  public URI gatewayManagement() {
    return address(gateway.join(), "local.management.port");
  }

  /** The console's address. */
  public URI consoleAddress() {
    return address(console.join(), "local.server.port");
  }

  public URI consoleManagement() {
    return address(console.join(), "local.management.port");
  }

  public URI processorManagement() {
    return address(processor.join(), "local.server.port");
  }

  /** What its tokens are signed with. */
  public TokenKey tokenKey() {
    return tokenKey;
  }

  public EmbeddedKafka kafka() {
    return kafka.join();
  }

  public EmbeddedDatabase database() {
    return database.join();
  }

  /** Stops all parts, each before those that it needs, also those that were still starting. */
  @Override
  public void close() {
    close(console);
    close(gateway);
    close(processor);
    close(kafka);
    close(database);
    lock.close();
  }

  /** The settings of a gateway's keys and secrets: every gateway of the stack has the same. */
  public List<String> gatewayKeys() {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "--admit-one.seal.keyset-file=" + settings.sealKeysetFile(),
                "--admit-one.gateway.signup.fingerprint.keyset-file="
                    + settings.fingerprintKeysetFile(),
                "--admit-one.gateway.code-secret=" + CodeSecret.in(settings.codeSecretFile())));
    keys.addAll(tokenKey.gatewaySettings());
    return keys;
  }

  /** The setting of a processor's keys, the same for each. */
  public String processorKeys() {
    return "--admit-one.seal.keyset-file=" + settings.sealKeysetFile();
  }

  /** The setting of the keys of pseudonyms, the same for processors and consoles. */
  public String erasureKeys() {
    return "--admit-one.erasure.keyset-file=" + settings.erasureKeysetFile();
  }

  /** The settings of one more gateway beside this one, without its ports. */
  public List<String> gatewaySettings() {
    List<String> beside = new ArrayList<>(gatewayKeys());
    beside.add(prefix());
    beside.add("--spring.kafka.bootstrap-servers=" + kafka().bootstrapServers());
    beside.add(WRITE_VERSION);
    return beside;
  }

  /** The settings of one more processor, without its port. */
  public List<String> processorSettings() {
    return List.of(
        processorKeys(),
        erasureKeys(),
        prefix(),
        WRITE_VERSION,
        "--spring.kafka.bootstrap-servers=" + kafka().bootstrapServers(),
        "--spring.datasource.url=" + database().jdbcUrl(),
        "--spring.datasource.username=" + database().username());
  }

  /** The settings of one more console, without its ports. */
  public List<String> consoleSettings() {
    List<String> beside = new ArrayList<>(tokenKey.consoleSettings());
    beside.add(erasureKeys());
    beside.add(prefix());
    beside.add(WRITE_VERSION);
    beside.add("--spring.kafka.bootstrap-servers=" + kafka().bootstrapServers());
    beside.add("--admit-one.ops.ledger.url=" + database().jdbcUrl());
    beside.add("--admit-one.ops.ledger.username=" + database().readerUsername());
    beside.add("--admit-one.ops.services.gateways=" + gatewayManagement());
    beside.add("--admit-one.ops.services.processors=" + processorManagement());
    return beside;
  }

  private String prefix() {
    return "--admit-one.prefix=" + settings.topics().prefix();
  }

  private ConfigurableApplicationContext startProcessor(EmbeddedKafka broker, EmbeddedDatabase db) {
    return run(
        ProcessorApplication.builder(),
        "--server.port=" + settings.port(StackPort.PROCESSOR),
        "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
        // Of the same name at each start: after a kill the group need not wait for the end of the
        // killed one's session.
        "--admit-one.processor.instance=local",
        WRITE_VERSION,
        prefix(),
        processorKeys(),
        erasureKeys(),
        "--spring.datasource.url=" + db.jdbcUrl(),
        "--spring.datasource.username=" + db.processorUsername(),
        "--spring.flyway.user=" + db.username());
  }

  private ConfigurableApplicationContext startGateway(EmbeddedKafka broker) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=" + settings.port(StackPort.GATEWAY),
                "--server.address=" + settings.listenAddress(),
                WRITE_VERSION,
                prefix(),
                "--management.server.port=" + settings.port(StackPort.GATEWAY_MANAGEMENT),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers()));
    arguments.addAll(gatewayKeys());
    return run(GatewayApplication.builder(), arguments.toArray(String[]::new));
  }

  /** All that it is told about runs by then. */
  private ConfigurableApplicationContext startConsole() {
    List<String> arguments = new ArrayList<>(consoleSettings());
    arguments.add("--server.port=" + settings.port(StackPort.OPS));
    arguments.add("--server.address=" + settings.listenAddress());
    arguments.add("--management.server.port=" + settings.port(StackPort.OPS_MANAGEMENT));
    return run(OpsApplication.builder(), arguments.toArray(String[]::new));
  }

  /**
   * Without Spring's own shutdown hook: this class knows the order. The services share the JVM's
   * logging system: if each of them set it up at the same time, it would write every line twice.
   */
  private static ConfigurableApplicationContext run(
      SpringApplicationBuilder builder, String... arguments) {
    SpringApplication application = builder.registerShutdownHook(false).build();
    application.setListeners(
        application.getListeners().stream()
            .filter(listener -> !(listener instanceof LoggingApplicationListener))
            .toList());
    return application.run(arguments);
  }

  private static URI address(ConfigurableApplicationContext service, String portProperty) {
    return URI.create(
        "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty(portProperty));
  }

  private static void close(CompletableFuture<? extends AutoCloseable> service) {
    try {
      service.join().close();
    } catch (CompletionException e) {
      LOG.debug("It did not start, so there is nothing to stop", e);
    } catch (Exception e) {
      LOG.warn("It did not stop as it should", e);
    }
  }
}
