package dev.admitone.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.tools.StorageTool;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this JVM: one KRaft node, broker and controller in one, on 127.0.0.1 only.
 *
 * <p>Topics, records and committed offsets live in the data directory and are there again after the
 * next start on it, whether the last run was stopped or killed. There is no JVM shutdown hook: the
 * caller that starts it decides when, and before or after what, it stops.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

  private final DirectoryLock lock;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private final int port;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private EmbeddedKafka(
      DirectoryLock lock, ControllerServer controller, BrokerServer broker, int port) {
    this.lock = lock;
    this.controller = controller;
    this.broker = broker;
    this.port = port;
  }

  /**
   * Starts a broker and returns when it takes requests. The directory is created and formatted when
   * it is new, and used as it is otherwise.
   *
   * @param dataDirectory belongs to this broker alone
   * @param port for clients; 0 for any free one
   * @throws PortTakenException when the port is taken
   * @throws DirectoryInUseException when another broker runs on the directory
   * @throws IllegalStateException when it does not start for any other reason
   */
  public static EmbeddedKafka start(Path dataDirectory, int port) {
    return start(dataDirectory, port, null, null);
  }

  /**
   * The same, but its clients have names: they log in with SASL/SCRAM-SHA-256 over plain TCP, and
   * may do what ACLs allow, {@code admin} everything. For trying principals and ACLs.
   *
   * @param adminPassword of the user {@code admin}, the only one of a new directory
   */
  public static EmbeddedKafka startWithAccessControl(
      Path dataDirectory, int port, String adminPassword) {
    return start(dataDirectory, port, adminPassword, null);
  }

  /**
   * The same, but it takes TLS alone, from clients with a certificate that it trusts; it has to
   * trust its own, too.
   */
  public static EmbeddedKafka startWithTls(Path dataDirectory, int port, Tls tls) {
    return start(dataDirectory, port, null, tls);
  }

  private static EmbeddedKafka start(
      Path dataDirectory, int port, @Nullable String adminPassword, @Nullable Tls tls) {
    ServicesTag.requireIncluded("a broker");
    DirectoryLock lock = DirectoryLock.acquire(dataDirectory);
    try {
      Ports.requireFree(port);
      Path logDirectory = lock.directory().resolve("log");
      if (Files.notExists(logDirectory)) {
        format(lock.directory(), logDirectory, adminPassword);
      }
      Properties settings = KafkaSettings.create(logDirectory, port);
      if (adminPassword != null) {
        KafkaSettings.addAccessControl(settings, adminPassword);
      }
      if (tls != null) {
        KafkaSettings.addTls(settings, tls);
      }
      return startNode(lock, settings, port);
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException("cannot use data directory " + lock.directory(), e);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Starts a broker of a cluster, whose controllers the settings name, and returns when it takes
   * requests.
   */
  static EmbeddedKafka startMember(Path dataDirectory, Properties settings, String clusterId) {
    DirectoryLock lock = DirectoryLock.acquire(dataDirectory);
    try {
      if (Files.notExists(lock.directory().resolve("log"))) {
        Path settingsFile = dataDirectory.resolve("format.properties");
        try (Writer writer = Files.newBufferedWriter(settingsFile)) {
          settings.store(writer, null);
        }
        format(List.of("format", "-t", clusterId, "-c", settingsFile.toString()), dataDirectory);
      }
      return startNode(lock, settings, 0);
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException("cannot use data directory " + lock.directory(), e);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Deletes what a broker keeps in the directory, so that the next start begins anew.
   *
   * @throws DirectoryInUseException when a broker runs on the directory; nothing is deleted then
   */
  public static void discard(Path dataDirectory) {
    try (DirectoryLock lock = DirectoryLock.acquire(dataDirectory)) {
      lock.deleteData();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the data in " + dataDirectory, e);
    }
  }

  /** What clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return Ports.HOST + ":" + port;
  }

  /** The port for clients: a later start on it looks to them like the end of an outage. */
  public int port() {
    return port;
  }

  /** Stops the broker and gives the directory and the port back. Does nothing the second time. */
  public void stop() {
    if (stopped.compareAndSet(false, true)) {
      try (lock) {
        shutDown(broker, controller);
      }
    }
  }

  @Override
  public void close() {
    stop();
  }

  // Formats beside the final place and renames, so that a kill in between leaves no half of it.
  private static void format(Path dataDirectory, Path logDirectory, @Nullable String adminPassword)
      throws IOException {
    Path unfinished = dataDirectory.resolve("log.unfinished");
    FileUtils.deleteDirectory(unfinished.toFile());
    Path settingsFile = dataDirectory.resolve("format.properties");
    try (Writer writer = Files.newBufferedWriter(settingsFile)) {
      KafkaSettings.create(unfinished, 0).store(writer, null);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "format",
                "--standalone",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                settingsFile.toString()));
    if (adminPassword != null) {
      arguments.addAll(List.of("--add-scram", KafkaSettings.adminCredential(adminPassword)));
    }
    format(arguments, dataDirectory);
    Files.delete(settingsFile);
    Files.move(unfinished, logDirectory, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void format(List<String> arguments, Path dataDirectory) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int status;
    try (PrintStream sink = new PrintStream(output, true, UTF_8)) {
      status = StorageTool.execute(arguments.toArray(String[]::new), sink);
    }
    if (status != 0) {
      throw new IllegalStateException(
          "cannot format %s: %s".formatted(dataDirectory, output.toString(UTF_8).strip()));
    }
  }

  private static EmbeddedKafka startNode(DirectoryLock lock, Properties settings, int port) {
    try {
      return startNode(lock, new KafkaConfig(settings, false));
    } catch (Throwable e) { // Scala code throws checked exceptions that it does not declare.
      throw startFailure(e, lock.directory(), port);
    }
  }

  private static EmbeddedKafka startNode(DirectoryLock lock, KafkaConfig config) {
    var storage = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    String clusterId = storage._1().clusterId().orElseThrow();
    SharedServer shared =
        new SharedServer(
            config,
            storage._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, clusterId),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
            // Kafka's own handler ends the JVM, which is not the broker's alone here.
            (name, fatal, action) -> new LoggingFaultHandler(name, action),
            ServerSocketFactory.INSTANCE);
    BrokerServer broker = new BrokerServer(shared);
    ControllerServer controller =
        new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2());
    try {
      controller.startup();
      broker.startup();
      int boundPort = broker.boundPort(ListenerName.normalised(KafkaSettings.CLIENT_LISTENER));
      return new EmbeddedKafka(lock, controller, broker, boundPort);
    } catch (Throwable e) {
      shutDown(broker, controller);
      throw e;
    }
  }

  // The broker first: it hands its partitions over to the controller before it goes.
  private static void shutDown(BrokerServer broker, ControllerServer controller) {
    try {
      broker.shutdown();
    } finally {
      controller.shutdown();
    }
  }

  private static IllegalStateException startFailure(Throwable failure, Path directory, int port) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (Ports.isTaken(cause)) {
        return new PortTakenException(port, failure);
      }
    }
    return new IllegalStateException("the broker does not start on " + directory, failure);
  }
}
