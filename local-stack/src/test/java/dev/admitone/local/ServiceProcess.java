package dev.admitone.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.gateway.GatewayApplication;
import dev.admitone.processor.ProcessorApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway or a processor as a process of its own, of whatever release its class path has. */
final class ServiceProcess implements AutoCloseable {

  private static final String READY = "ready ";
  private static final int LONGEST_STOP_SECONDS = 60;

  private final String kind;
  private final Process process;
  private final Api api;

  private ServiceProcess(String kind, Process process, URI address) {
    this.kind = kind;
    this.process = process;
    this.api = new Api(address);
  }

  static ServiceProcess gateway(String classPath, String... settings) throws IOException {
    return start("gateway", classPath, settings);
  }

  static ServiceProcess processor(String classPath, String... settings) throws IOException {
    return start("processor", classPath, settings);
  }

  /** Returns when it is ready. */
  private static ServiceProcess start(String service, String classPath, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx384m",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath,
            ServiceProcess.class.getName(),
            service,
            "--server.port=0"));
    command.addAll(List.of(settings));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader(UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        String[] ports = line.substring(READY.length()).split(" ", -1);
        Readiness.await(local(ports[1]));
        // A full pipe would stop it.
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return new ServiceProcess(service, process, local(ports[0]));
      }
    }
    throw new IllegalStateException("The %s ended before it was ready".formatted(service));
  }

  static URI local(String port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  boolean isGateway() {
    return kind.equals("gateway");
  }

  Api api() {
    return api;
  }

  /** In order, as a roll-out stops it. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("It does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** In the process itself. Ends when its input does, so also when the tests are gone. */
  public static void main(String[] arguments) throws IOException {
    SpringApplicationBuilder application =
        arguments[0].equals("gateway")
            ? GatewayApplication.builder()
            : ProcessorApplication.builder();
    ConfigurableApplicationContext context =
        application
            .registerShutdownHook(false)
            .run(Arrays.copyOfRange(arguments, 1, arguments.length));
    var environment = context.getEnvironment();
    String port = environment.getRequiredProperty("local.server.port");
    System.out.println(READY + port + " " + environment.getProperty("local.management.port", port));
    System.out.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
    context.close();
    System.exit(0);
  }
}
