package dev.admitone.local;

import dev.admitone.gateway.GatewayApplication;
import dev.admitone.processor.ProcessorApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** One more gateway or processor beside a stack's own, as a process of its own, to be killed. */
final class ServiceProcess implements AutoCloseable {

  private static final Pattern PORTS = Pattern.compile("ready (\\d+) (\\d+)");
  private static final String GATEWAY = "gateway";
  private static final String PROCESSOR = "processor";

  private final Process process;
  private final Api api;

  private ServiceProcess(Process process, Api api) {
    this.process = process;
    this.api = api;
  }

  /** Returns when it is ready. */
  static ServiceProcess gateway(LocalStack stack) throws IOException {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.kafka.bootstrap-servers=" + stack.kafka().bootstrapServers(),
                "--admit-one.gateway.code-secret=a secret for tests only"));
    settings.addAll(stack.tokenKey().gatewaySettings());
    return start(stack, GATEWAY, settings);
  }

  /** Returns when it has joined the others. */
  static ServiceProcess processor(LocalStack stack) throws IOException {
    return start(
        stack,
        PROCESSOR,
        List.of(
            "--server.port=0",
            // The shortest that the broker allows: so long a killed one's partitions wait.
            "--spring.kafka.consumer.properties.session.timeout.ms=6000",
            "--spring.kafka.bootstrap-servers=" + stack.kafka().bootstrapServers(),
            "--spring.datasource.url=" + stack.database().jdbcUrl(),
            "--spring.datasource.username=" + stack.database().username()));
  }

  private static ServiceProcess start(LocalStack stack, String service, List<String> settings)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ServiceProcess.class.getName(),
                service));
    command.addAll(settings);
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ports = PORTS.matcher(line);
      if (ports.matches()) {
        Readiness.await(URI.create("http://127.0.0.1:" + ports.group(2)));
        URI address = URI.create("http://127.0.0.1:" + ports.group(1));
        return new ServiceProcess(process, new Api(address, stack.tokenKey()));
      }
    }
    throw new IllegalStateException("The " + service + " ended before it was ready");
  }

  /** The process: ends with the one that started it, so that a broken run leaves none behind. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answer = System.out;
    System.setOut(System.err);
    SpringApplicationBuilder application =
        arguments[0].equals(GATEWAY)
            ? GatewayApplication.builder()
            : ProcessorApplication.builder();
    List<String> settings = List.of(arguments).subList(1, arguments.length);
    var environment = application.run(settings.toArray(String[]::new)).getEnvironment();
    String port = environment.getRequiredProperty("local.server.port");
    String management = environment.getProperty("local.management.port", port);
    answer.println("ready %s %s".formatted(port, management));
    answer.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** What a gateway answers. */
  Api api() {
    return api;
  }

  /** SIGKILL; returns when it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
