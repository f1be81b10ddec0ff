package dev.admitone.system;

import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** Three brokers, each a process of its own, of the release that its class path has. */
public final class BrokerCluster implements AutoCloseable {

  public static final int SIZE = 3;

  private static final int STOP_SECONDS_MAX = 90;

  private final Path directory;
  private final List<Integer> ports = FreePorts.some(2 * SIZE);
  private final String id = Uuid.randomUuid().toString();
  private final Map<Integer, Process> running = new HashMap<>();

  private BrokerCluster(Path directory) {
    this.directory = directory;
  }

  /** Makes their data and starts them all. */
  public static BrokerCluster start(Path directory, String classPath)
      throws IOException, InterruptedException {
    BrokerCluster cluster = new BrokerCluster(directory);
    for (int broker = 1; broker <= SIZE; broker++) {
      cluster.format(broker, classPath);
    }
    for (int broker = 1; broker <= SIZE; broker++) {
      cluster.start(broker, classPath);
    }
    return cluster;
  }

  public String bootstrapServers() {
    return IntStream.rangeClosed(1, SIZE)
        .mapToObj(broker -> "127.0.0.1:" + ports.get(broker - 1))
        .collect(Collectors.joining(","));
  }

  /** Starts it with what it had. */
  public void start(int broker, String classPath) throws IOException {
    ProcessBuilder command =
        JavaCommand.of(BrokerProcess.class)
            .options("-Xmx512m")
            .classPath(classPath)
            .arguments(settings(broker).toString())
            .builder()
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    directory.resolve("broker-%d.log".formatted(broker)).toFile()));
    running.put(broker, command.start());
  }

  /** In order. */
  public void stop(int broker) throws IOException {
    Process process = running.remove(broker);
    if (process == null) {
      return;
    }
    process.getOutputStream().close();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("broker %d does not end".formatted(broker));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void format(int broker, String classPath) throws IOException, InterruptedException {
    String voters =
        IntStream.rangeClosed(1, SIZE)
            .mapToObj(each -> "%d@127.0.0.1:%d".formatted(each, ports.get(SIZE + each - 1)))
            .collect(Collectors.joining(","));
    Files.writeString(
        settings(broker),
        """
        process.roles=broker,controller
        node.id=%d
        log.dirs=%s
        listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
        controller.listener.names=CONTROLLER
        controller.quorum.voters=%s
        auto.create.topics.enable=false
        default.replication.factor=3
        min.insync.replicas=2
        message.max.bytes=6291456
        replica.fetch.max.bytes=6291456
        offsets.topic.replication.factor=3
        offsets.topic.num.partitions=4
        group.initial.rebalance.delay.ms=200
        log.cleaner.dedupe.buffer.size=16777216
        """
            .formatted(
                broker,
                directory.resolve("data-" + broker),
                ports.get(broker - 1),
                ports.get(SIZE + broker - 1),
                voters));
    JavaCommand.Ended ended =
        JavaCommand.run(
            JavaCommand.of("kafka.tools.StorageTool")
                .classPath(classPath)
                .arguments("format", "-t", id, "-c", settings(broker).toString())
                .builder());
    if (ended.status() != 0) {
      throw new IllegalStateException(ended.output());
    }
  }

  private Path settings(int broker) {
    return directory.resolve("broker-%d.properties".formatted(broker));
  }

  /** Kills what still runs: together they would wait for each other. */
  @Override
  public void close() {
    running.values().forEach(process -> process.destroyForcibly().onExit().join());
    running.clear();
  }
}
