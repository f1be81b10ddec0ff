package dev.admitone.containers;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** {@code ./admit compose} with a project, ports and secrets of its own. */
final class ComposeStack implements AutoCloseable {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> PORTS =
      List.of(
          "ADMIT_GATEWAY_PORT",
          "ADMIT_GATEWAY_PORT_2",
          "ADMIT_GATEWAY_MANAGEMENT_PORT",
          "ADMIT_GATEWAY_MANAGEMENT_PORT_2",
          "ADMIT_PROCESSOR_PORT",
          "ADMIT_PROCESSOR_PORT_2",
          "ADMIT_OPS_PORT",
          "ADMIT_OPS_MANAGEMENT_PORT",
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
    PORTS.forEach(port -> environment.put(port, String.valueOf(FreePorts.one())));
  }

  /** With its tables in a schema of their own. */
  ComposeStack inSchema(String schema) {
    environment.put("ADMIT_SCHEMA", schema);
    return this;
  }

  /** {@code ./admit} with these arguments, which has to go well. */
  String admit(String... arguments) {
    Docker.Ended ended = tryAdmit(Map.of(), arguments);
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output();
  }

  Docker.Ended tryAdmit(Map<String, String> more, String... arguments) {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("admit").toString()));
    command.addAll(List.of(arguments));
    return run(more, command);
  }

  /** The id of a service's container. */
  String container(String service) {
    return Docker.run(
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
    patiently().until(() -> Docker.health(id), "healthy"::equals);
  }

  /** The first process is gone without a word; returns when the engine has started it again. */
  void killAsTheKernelDoes(String service) {
    String id = container(service);
    int restarts = Docker.restarts(id);
    String process = Docker.inspect(id, "{{.State.Pid}}");
    // Not docker kill: what was stopped by hand stays down.
    Docker.run(
        "run",
        "--rm",
        "--pid=host",
        "--user=0",
        "--entrypoint=bash",
        Docker.image(id),
        "-c",
        "kill -9 " + process);
    patiently().until(() -> Docker.restarts(id) > restarts);
  }

  /**
   * Stops the service until Docker finds the other one unhealthy, and starts it under another
   * address.
   *
   * @return how long that took
   */
  Duration moveToAnotherAddress(String service, String whatNeedsIt) {
    String id = container(service);
    String address = Docker.address(id);
    Instant begin = Instant.now();
    Docker.run("stop", "--time", "60", id);
    String takesTheAddress =
        Docker.run(
            "run",
            "--detach",
            "--label=com.docker.compose.project=" + project,
            "--network=" + project + "_default",
            "--entrypoint=sleep",
            Docker.image(container(whatNeedsIt)),
            "1000");
    String needs = container(whatNeedsIt);
    patiently().until(() -> Docker.health(needs), "unhealthy"::equals);
    Duration found = Duration.between(begin, Instant.now());
    Docker.run("start", id);
    awaitHealthy(service);
    assertThat(Docker.address(id)).isNotEqualTo(address);
    Docker.run("rm", "--force", takesTheAddress);
    return found;
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
      all.addAll(Docker.run(command.toArray(String[]::new)).lines().toList());
    }
    return all;
  }

  /** Where the gateway is. */
  URI gateway() {
    return local("ADMIT_GATEWAY_PORT");
  }

  /** Where the console is. */
  URI console() {
    return local("ADMIT_OPS_PORT");
  }

  /** The gateway at the port of that variable, with a token for everything. */
  ApiClient api(String portVariable) {
    return new ApiClient(
        local(portVariable), Tokens.all(Tokens.ofCompose(directory.resolve("keys"))));
  }

  /** Where the readiness of the cluster's gateways is, and that of its processors. */
  List<List<URI>> managements() {
    return Stream.of("ADMIT_GATEWAY_MANAGEMENT_PORT", "ADMIT_PROCESSOR_PORT")
        .map(variable -> List.of(local(variable), local(variable + "_2")))
        .toList();
  }

  private URI local(String variable) {
    return URI.create("http://127.0.0.1:" + port(variable));
  }

  /** What the project's Compose has to know; where docker-compose.yml lies is another matter. */
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  String port(String variable) {
    return String.valueOf(environment.get(variable));
  }

  /** The tables, as their owner. */
  JdbcClient ledger() throws IOException {
    return JdbcClient.create(
        new DriverManagerDataSource(
            "jdbc:postgresql://127.0.0.1:%s/admit_one?currentSchema=%s"
                .formatted(
                    port("ADMIT_POSTGRES_PORT"),
                    environment.getOrDefault("ADMIT_SCHEMA", "public")),
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
    Docker.run("ps", "--all", "--quiet", "--filter", "label=com.docker.compose.project=" + project)
        .lines()
        .forEach(id -> Docker.run("rm", "--force", "--volumes", id));
    Docker.run("volume", "ls", "--quiet", "--filter", "label=com.docker.compose.project=" + project)
        .lines()
        .forEach(name -> Docker.run("volume", "rm", name));
    Docker.run(
            "network", "ls", "--quiet", "--filter", "label=com.docker.compose.project=" + project)
        .lines()
        .forEach(id -> Docker.run("network", "rm", id));
  }

  private Docker.Ended run(Map<String, String> more, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    return Docker.run(builder);
  }
}
