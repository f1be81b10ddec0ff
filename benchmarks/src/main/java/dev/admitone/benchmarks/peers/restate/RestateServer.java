package dev.admitone.benchmarks.peers.restate;

import static java.util.Objects.requireNonNull;

import dev.admitone.benchmarks.peers.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Restate server with the service that decides, as child processes on 127.0.0.1, with a directory
 * and ports of their own. The server syncs its log before it goes on, as it does by default.
 */
public final class RestateServer implements AutoCloseable {

  private static final String SCRIPT = "invite.mjs";
  private static final long STOP_SECONDS = 30;

  private final Process server;
  private final Process service;
  private final int ingressPort;
  private final int adminPort;
  private final int servicePort;

  private RestateServer(
      Process server, Process service, int ingressPort, int adminPort, int servicePort) {
    this.server = server;
    this.service = service;
    this.ingressPort = ingressPort;
    this.adminPort = adminPort;
    this.servicePort = servicePort;
  }

  /**
   * Starts both on the data that the directory has. They may not take calls yet.
   *
   * @param data belongs to this server alone; created if it is missing
   */
  public static RestateServer start(RestateInstallation installation, Path data)
      throws IOException {
    Files.createDirectories(data);
    int servicePort = Programs.freePort();
    int ingressPort = Programs.freePort();
    int adminPort = Programs.freePort();
    Process service = startService(installation, data, servicePort);
    try {
      Process server = startServer(installation, data, ingressPort, adminPort);
      return new RestateServer(server, service, ingressPort, adminPort, servicePort);
    } catch (IOException e) {
      service.destroyForcibly();
      throw e;
    }
  }

  private static Process startService(RestateInstallation installation, Path data, int port)
      throws IOException {
    Path script = data.resolve(SCRIPT);
    try (InputStream source = RestateServer.class.getResourceAsStream("/restate/" + SCRIPT)) {
      Files.copy(requireNonNull(source), script, StandardCopyOption.REPLACE_EXISTING);
    }
    ProcessBuilder node = new ProcessBuilder("node", script.toString());
    node.environment().put(RestateInstallation.VARIABLE, installation.directory().toString());
    node.environment().put("PORT", String.valueOf(port));
    node.environment().put("NODE_ENV", "production");
    // Two lines for each call would only cost time.
    node.environment().put("RESTATE_LOGGING", "WARN");
    return started(node, data.resolve("service.log"));
  }

  private static Process startServer(
      RestateInstallation installation, Path data, int ingressPort, int adminPort)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(installation.server().toString());
    command.addAll(List.of("--no-logo", "--node-name", "bench", "--log-filter", "warn"));
    command.addAll(List.of("--base-dir", data.toString()));
    ProcessBuilder server = new ProcessBuilder(command);
    server.environment().put("RESTATE_BIND_IP", "127.0.0.1");
    server.environment().put("RESTATE_LISTEN_MODE", "tcp");
    server.environment().put("RESTATE_BIND_PORT", String.valueOf(Programs.freePort()));
    server.environment().put("RESTATE_INGRESS__BIND_PORT", String.valueOf(ingressPort));
    server.environment().put("RESTATE_ADMIN__BIND_PORT", String.valueOf(adminPort));
    server.environment().put("RESTATE_DISABLE_TELEMETRY", "true");
    return started(server, data.resolve("server.log"));
  }

  private static Process started(ProcessBuilder command, Path log) throws IOException {
    Process process =
        command
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    // A cancelled run must not leave it behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-restate"));
    return process;
  }

  int ingressPort() {
    return ingressPort;
  }

  int adminPort() {
    return adminPort;
  }

  int servicePort() {
    return servicePort;
  }

  boolean isAlive() {
    return server.isAlive() && service.isAlive();
  }

  List<ProcessHandle> processes() {
    return List.of(server.toHandle(), service.toHandle());
  }

  /** As kill -9 does, the service too; returns when they are gone. */
  public void kill() {
    server.destroyForcibly().onExit().join();
    service.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    server.destroy();
    service.destroy();
    try {
      if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)
          || !service.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
