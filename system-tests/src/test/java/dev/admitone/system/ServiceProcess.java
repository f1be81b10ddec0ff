package dev.admitone.system;

import static dev.admitone.system.AnyRelease.CONSOLE;
import static dev.admitone.system.AnyRelease.GATEWAY;
import static dev.admitone.system.AnyRelease.PROCESSOR;
import static dev.admitone.system.AnyRelease.READY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.local.stack.Readiness;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A gateway or a processor as a process of its own, of the release that its class path has, or a
 * console of this one.
 */
public final class ServiceProcess implements AutoCloseable {

  private static final String THIS_RELEASE = System.getProperty("java.class.path");
  private static final int LONGEST_STOP_SECONDS = 60;

  private final String kind;
  private final Process process;
  private final URI address;
  private final ApiClient api;
  private final URI management;

  private ServiceProcess(String kind, Process process, URI address, ApiClient api, URI management) {
    this.kind = kind;
    this.process = process;
    this.address = address;
    this.api = api;
    this.management = management;
  }

  /** One more gateway of the stack. Returns when it is ready. */
  public static ServiceProcess gateway(LocalStack stack, String... own) throws IOException {
    List<String> settings = new ArrayList<>(stack.gatewayKeys());
    settings.addAll(List.of(own));
    settings.add("--management.server.port=0");
    settings.add("--spring.kafka.bootstrap-servers=" + stack.kafka().bootstrapServers());
    return start(GATEWAY, THIS_RELEASE, stack.tokenKey(), settings);
  }

  /** One more processor of the stack. Returns when it has joined the others. */
  public static ServiceProcess processor(LocalStack stack) throws IOException {
    return start(
        PROCESSOR,
        THIS_RELEASE,
        stack.tokenKey(),
        List.of(
            // The shortest that the broker allows: so long a killed one's partitions wait.
            "--spring.kafka.consumer.properties.session.timeout.ms=6000",
            "--spring.kafka.bootstrap-servers=" + stack.kafka().bootstrapServers(),
            "--spring.datasource.url=" + stack.database().jdbcUrl(),
            "--spring.datasource.username=" + stack.database().username(),
            stack.processorKeys()));
  }

  /** One more console of the stack. Returns when it is ready. */
  public static ServiceProcess console(LocalStack stack) throws IOException {
    List<String> settings = new ArrayList<>(stack.consoleSettings());
    settings.add("--management.server.port=0");
    return start(CONSOLE, THIS_RELEASE, stack.tokenKey(), settings);
  }

  public static ServiceProcess gateway(String classPath, String... settings) throws IOException {
    return start(GATEWAY, classPath, OwnEnvironment.TOKENS, List.of(settings));
  }

  /** One more gateway beside the stack, with all settings given. */
  public static ServiceProcess gateway(LocalStack stack, String classPath, List<String> settings)
      throws IOException {
    return start(GATEWAY, classPath, stack.tokenKey(), settings);
  }

  public static ServiceProcess processor(String classPath, String... settings) throws IOException {
    return start(PROCESSOR, classPath, OwnEnvironment.TOKENS, List.of(settings));
  }

  /**
   * A gateway with the logging that it has as a service, into a file. The other services of this
   * class path bring settings of their own, which are put aside.
   */
  public static ServiceProcess gatewayLoggingTo(Path file, TokenKey key, List<String> settings)
      throws IOException {
    return startLoggingTo(file, GATEWAY, key, settings);
  }

  /** The same of a processor. */
  public static ServiceProcess processorLoggingTo(Path file, TokenKey key, List<String> settings)
      throws IOException {
    return startLoggingTo(file, PROCESSOR, key, settings);
  }

  private static ServiceProcess startLoggingTo(
      Path file, String kind, TokenKey key, List<String> settings) throws IOException {
    List<String> all = new ArrayList<>(settings);
    all.add("--logging.config=classpath:logback-service.xml");
    return start(kind, THIS_RELEASE, key, all, ProcessBuilder.Redirect.appendTo(file.toFile()));
  }

  private static ServiceProcess start(
      String kind, String classPath, TokenKey key, List<String> settings) throws IOException {
    return start(kind, classPath, key, settings, ProcessBuilder.Redirect.INHERIT);
  }

  private static ServiceProcess start(
      String kind,
      String classPath,
      TokenKey key,
      List<String> settings,
      ProcessBuilder.Redirect logs)
      throws IOException {
    ProcessBuilder command =
        JavaCommand.of(kind.equals(CONSOLE) ? ThisConsole.class : AnyRelease.class)
            .options("-Xmx384m")
            .classPath(classPath)
            .arguments(kind, "--server.port=0")
            .arguments(settings)
            .builder();
    Process process = command.redirectError(logs).start();
    BufferedReader output = process.inputReader(UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        String[] ports = line.substring(READY.length()).split(" ", -1);
        URI management = local(ports[1]);
        Readiness.await(management);
        return new ServiceProcess(
            kind, process, local(ports[0]), Clients.of(local(ports[0]), key), management);
      }
    }
    throw new IllegalStateException("The %s ended before it was ready".formatted(kind));
  }

  public static URI local(String port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Has its JVM collect the whole heap, with the JDK's own tool. */
  public void collectHeap() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process collecting =
          new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "GC.run")
              .redirectErrorStream(true)
              .start();
      String output = new String(collecting.getInputStream().readAllBytes(), UTF_8);
      if (collecting.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is a gateway, a processor or a console. */
  public String kind() {
    return kind;
  }

  /** How much of the machine's processors' time it has taken so far. */
  public Duration busy() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  public boolean isGateway() {
    return kind.equals(GATEWAY);
  }

  /** What a gateway answers. */
  public ApiClient api() {
    return api;
  }

  /** What a gateway responds to the bearer of a token. */
  public ApiClient api(String token) {
    return new ApiClient(address, token);
  }

  /** What a gateway responds to callers without a token. */
  public ApiClient anonymousApi() {
    return new ApiClient(address);
  }

  /** Where it tells of itself. */
  public URI management() {
    return management;
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** In order, as a roll-out stops it. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
        throw new IllegalStateException("The %s does not end".formatted(kind));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
