package dev.admitone.containers;

import static dev.admitone.containers.Waiting.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** {@code ./admit compose} with a project, ports and secrets of its own. */
final class ComposeStack implements AutoCloseable {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration LONGEST_COMMAND = Duration.ofMinutes(8);
  private static final List<String> PORTS =
      List.of(
          "ADMIT_GATEWAY_PORT",
          "ADMIT_GATEWAY_PORT_2",
          "ADMIT_GATEWAY_MANAGEMENT_PORT",
          "ADMIT_GATEWAY_MANAGEMENT_PORT_2",
          "ADMIT_PROCESSOR_PORT",
          "ADMIT_PROCESSOR_PORT_2",
          "ADMIT_KAFKA_PORT",
          "ADMIT_KAFKA_PORT_2",
          "ADMIT_KAFKA_PORT_3",
          "ADMIT_POSTGRES_PORT");

  private final String project;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  ComposeStack(String project) throws IOException {
    this.project = project;
    this.directory = Files.createTempDirectory(project);
    environment.put("COMPOSE_PROJECT_NAME", project);
    environment.put("ADMIT_ENV_FILE", directory.resolve(".env").toString());
    environment.put("ADMIT_DATA_DIR", directory.resolve("keys").toString());
    PORTS.forEach(port -> environment.put(port, String.valueOf(freePort())));
  }

  /** How a command ended. */
  record Ended(int status, String output) {}

  /** {@code ./admit} with these arguments, which has to go well. */
  String admit(String... arguments) {
    Ended ended = tryAdmit(Map.of(), arguments);
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output();
  }

  Ended tryAdmit(Map<String, String> more, String... arguments) {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("admit").toString()));
    command.addAll(List.of(arguments));
    return run(more, command);
  }

  static String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Ended ended = run(new ProcessBuilder(command));
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output().strip();
  }

  /** The id of a service's container. */
  String container(String service) {
    return docker(
        "ps",
        "--all",
        "--quiet",
        "--filter",
        "label=com.docker.compose.project=" + project,
        "--filter",
        "label=com.docker.compose.service=" + service);
  }

  void awaitHealthy(String service) {
    String id = container(service);
    patiently()
        .until(
            () -> docker("inspect", "--format", "{{.State.Health.Status}}", id), "healthy"::equals);
  }

  /** In order, as a roll-out does; returns when it is ready again. */
  void restart(String service) {
    docker("restart", "--time", "60", container(service));
    awaitHealthy(service);
  }

  /** What an engine has of this project. */
  List<String> leftOver() {
    String filter = "label=com.docker.compose.project=" + project;
    List<String> all = new ArrayList<>();
    for (String kind : List.of("container", "volume", "network")) {
      List<String> command = new ArrayList<>(List.of(kind, "ls", "--quiet", "--filter", filter));
      if (kind.equals("container")) {
        command.add("--all");
      }
      all.addAll(docker(command.toArray(String[]::new)).lines().toList());
    }
    return all;
  }

  /** Where the gateway is. */
  URI gateway() {
    return URI.create("http://127.0.0.1:" + port("ADMIT_GATEWAY_PORT"));
  }

  /** The gateway at the port of that variable, with a token for everything. */
  Api api(String portVariable) {
    URI gateway = URI.create("http://127.0.0.1:" + port(portVariable));
    return new Api(gateway, Tokens.ofCompose(directory.resolve("keys")).all());
  }

  String port(String variable) {
    return String.valueOf(environment.get(variable));
  }

  /** The tables, as their owner. */
  JdbcClient ledger() throws IOException {
    return JdbcClient.create(
        new DriverManagerDataSource(
            "jdbc:postgresql://127.0.0.1:%s/admit_one".formatted(port("ADMIT_POSTGRES_PORT")),
            "admit_one",
            secret("ADMIT_POSTGRES_PASSWORD")));
  }

  private String secret(String variable) throws IOException {
    return Files.readAllLines(directory.resolve(".env")).stream()
        .filter(line -> line.startsWith(variable + "="))
        .map(line -> line.substring(variable.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  Path environmentFile() {
    return directory.resolve(".env");
  }

  /** With volumes and all. */
  @Override
  public void close() {
    docker("ps", "--all", "--quiet", "--filter", "label=com.docker.compose.project=" + project)
        .lines()
        .forEach(id -> docker("rm", "--force", "--volumes", id));
    docker("volume", "ls", "--quiet", "--filter", "label=com.docker.compose.project=" + project)
        .lines()
        .forEach(name -> docker("volume", "rm", name));
    docker("network", "ls", "--quiet", "--filter", "label=com.docker.compose.project=" + project)
        .lines()
        .forEach(id -> docker("network", "rm", id));
  }

  private Ended run(Map<String, String> more, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    return run(builder);
  }

  private static Ended run(ProcessBuilder builder) {
    try {
      Path output = Files.createTempFile("command", ".log");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(LONGEST_COMMAND.toMinutes(), TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            builder.command() + " does not end: " + Files.readString(output));
      }
      String text = Files.readString(output);
      Files.delete(output);
      return new Ended(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
