package dev.admitone.faults.environment;

import dev.admitone.embedded.EmbeddedCluster;
import dev.admitone.faults.processes.Kind;
import dev.admitone.faults.processes.Member;
import dev.admitone.testsupport.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** One broker, or a cluster of three. */
final class Brokers implements AutoCloseable {

  private final List<Member> members;
  private final List<Integer> ports;

  private Brokers(List<Member> members, List<Integer> ports) {
    this.members = List.copyOf(members);
    this.ports = List.copyOf(ports);
  }

  static Brokers start(int count, Path directory) {
    return count == 1 ? one(directory) : several(directory);
  }

  /** Where their data lie in an environment's directory. */
  static Path directory(Path environment) {
    return environment.resolve("kafka");
  }

  private static Brokers one(Path directory) {
    int port = FreePorts.one();
    List<String> arguments = List.of(directory(directory).toString(), String.valueOf(port));
    return new Brokers(
        List.of(Member.start("broker", Kind.BROKER, arguments, directory)), List.of(port));
  }

  private static Brokers several(Path directory) {
    List<Integer> all = new ArrayList<>();
    while (all.size() < 2 * EmbeddedCluster.SIZE) {
      int port = FreePorts.one();
      if (!all.contains(port)) {
        all.add(port);
      }
    }
    String ports = all.stream().map(String::valueOf).collect(Collectors.joining(","));
    String clusterId = Uuid.randomUuid().toString();
    List<Integer> ids = IntStream.rangeClosed(1, EmbeddedCluster.SIZE).boxed().toList();
    List<Member> members =
        together(
            ids,
            id ->
                Member.start(
                    "broker-" + id,
                    Kind.BROKER,
                    List.of(directory(directory).toString(), String.valueOf(id), ports, clusterId),
                    directory));
    return new Brokers(members, ids.stream().map(id -> all.get(2 * id - 2)).toList());
  }

  /** All at once: none can finish its start, or its end, before a majority is there. */
  private static <T, R> List<R> together(List<T> all, Function<T, R> what) {
    List<CompletableFuture<R>> running =
        all.stream()
            .map(
                each ->
                    CompletableFuture.supplyAsync(
                        () -> what.apply(each), task -> Thread.ofPlatform().start(task)))
            .toList();
    return running.stream().map(CompletableFuture::join).toList();
  }

  List<Member> members() {
    return members;
  }

  /** Those for clients. */
  List<Integer> ports() {
    return ports;
  }

  /** Their own addresses, not those of links. */
  String addresses() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Starts those that are gone. */
  void ensureRunning() {
    List<Member> gone = members.stream().filter(member -> !member.isAlive()).toList();
    together(
        gone,
        member -> {
          member.ensureRunning();
          return member;
        });
  }

  @Override
  public void close() {
    together(
        members,
        member -> {
          member.close();
          return member;
        });
  }
}
