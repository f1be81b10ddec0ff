package dev.admitone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * A cluster of Kafka brokers in this JVM, which are its controllers too, as in docker-compose.yml:
 * topics have three replicas, of which two have to be in sync. Each broker can be stopped, and
 * started again with what it had.
 */
public final class EmbeddedCluster implements AutoCloseable {

  /** As many as the topics have replicas. */
  public static final int SIZE = 3;

  private static final int ISR_MIN = 2;

  private final Path directory;
  private final Map<Integer, At> ports = new LinkedHashMap<>();
  private final Map<Integer, EmbeddedKafka> running = new HashMap<>();
  private final String clusterId;

  private record At(int clientPort, int controllerPort) {}

  private EmbeddedCluster(Path directory, List<Integer> portsOfAll, String clusterId) {
    this.directory = directory;
    this.clusterId = clusterId;
    for (int id = 1; id <= SIZE; id++) {
      ports.put(id, new At(portsOfAll.get(2 * id - 2), portsOfAll.get(2 * id - 1)));
    }
  }

  /**
   * Starts one broker of a cluster whose others may run in other JVMs, and returns when it takes
   * requests: a majority of them has to start for that.
   *
   * @param dataDirectory the cluster's
   * @param id from 1 on
   * @param portsOfAll the port for clients and the port of the controller of each broker, by turns
   * @param clusterId the same for all, as Kafka writes a UUID
   */
  public static EmbeddedKafka startOne(
      Path dataDirectory, int id, List<Integer> portsOfAll, String clusterId) {
    ServicesTag.requireIncluded("a broker");
    return new EmbeddedCluster(dataDirectory, portsOfAll, clusterId).startOne(id);
  }

  /**
   * Starts all brokers and returns when they take requests.
   *
   * @param dataDirectory new, and the cluster's alone
   */
  public static EmbeddedCluster start(Path dataDirectory) {
    ServicesTag.requireIncluded("a broker");
    EmbeddedCluster cluster =
        new EmbeddedCluster(dataDirectory, freePorts(2 * SIZE), Uuid.randomUuid().toString());
    cluster.start(IntStream.rangeClosed(1, SIZE).boxed().toList());
    return cluster;
  }

  /** Starts the brokers with these ids, from 1 on, side by side. */
  public void start(List<Integer> ids) {
    // One cannot finish its start before a majority of the controllers is there.
    List<CompletableFuture<EmbeddedKafka>> starting =
        ids.stream()
            .map(id -> CompletableFuture.supplyAsync(() -> startOne(id), EmbeddedCluster::run))
            .toList();
    for (int i = 0; i < ids.size(); i++) {
      running.put(ids.get(i), starting.get(i).join());
    }
  }

  /** Not in a virtual thread: the broker's start pins those, and there are few carriers. */
  private static void run(Runnable task) {
    Thread.ofPlatform().start(task);
  }

  private EmbeddedKafka startOne(int id) {
    Path own = directory.resolve("broker-" + id);
    return EmbeddedKafka.startMember(own, settings(own, id), clusterId);
  }

  /** Stops the broker in order, as a container is stopped: it hands its partitions over. */
  public void stop(int id) {
    EmbeddedKafka broker = running.remove(id);
    if (broker != null) {
      broker.stop();
    }
  }

  /** All brokers, running or not. */
  public String bootstrapServers() {
    return ports.values().stream()
        .map(each -> Ports.HOST + ":" + each.clientPort())
        .collect(Collectors.joining(","));
  }

  private Properties settings(Path own, int id) {
    At at = ports.get(id);
    if (at == null) {
      throw new IllegalArgumentException("no broker " + id);
    }
    Properties settings = KafkaSettings.create(own.resolve("log"), at.clientPort());
    settings.setProperty("node.id", String.valueOf(id));
    settings.setProperty(
        "listeners",
        "%1$s://%2$s:%3$d,CONTROLLER://%2$s:%4$d"
            .formatted(
                KafkaSettings.CLIENT_LISTENER, Ports.HOST, at.clientPort(), at.controllerPort()));
    settings.remove("controller.quorum.bootstrap.servers");
    settings.setProperty(
        "controller.quorum.voters",
        ports.entrySet().stream()
            .map(
                each ->
                    "%d@%s:%d"
                        .formatted(each.getKey(), Ports.HOST, each.getValue().controllerPort()))
            .collect(Collectors.joining(",")));
    settings.setProperty("default.replication.factor", String.valueOf(SIZE));
    settings.setProperty("min.insync.replicas", String.valueOf(ISR_MIN));
    settings.setProperty("offsets.topic.replication.factor", String.valueOf(SIZE));
    // Kafka's own, which the watch has to cope with.
    settings.setProperty("broker.heartbeat.interval.ms", "2000");
    settings.setProperty("broker.session.timeout.ms", "9000");
    return settings;
  }

  private static List<Integer> freePorts(int count) {
    List<ServerSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> free = open.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : open) {
        socket.close();
      }
      return free;
    } catch (IOException e) {
      throw new UncheckedIOException("no free ports", e);
    }
  }

  /** Stops all at once: the last one alone would wait for a controller that does not come. */
  @Override
  public void close() {
    List<CompletableFuture<Void>> stopping =
        running.values().stream()
            .map(broker -> CompletableFuture.runAsync(broker::stop, EmbeddedCluster::run))
            .toList();
    stopping.forEach(CompletableFuture::join);
    running.clear();
  }
}
