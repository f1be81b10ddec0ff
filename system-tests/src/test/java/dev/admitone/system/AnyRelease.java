package dev.admitone.system;

import dev.admitone.gateway.GatewayApplication;
import dev.admitone.processor.ProcessorApplication;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * Runs a service of the release that the class path has, until its input ends. Uses nothing but
 * what each release has: a JVM loads all types that a main class names.
 */
final class AnyRelease {

  static final String GATEWAY = "gateway";
  static final String PROCESSOR = "processor";
  static final String CONSOLE = "console";

  /** Begins the line with the service's port and its management port. */
  static final String READY = "ready ";

  private AnyRelease() {}

  public static void main(String[] arguments) throws IOException {
    run(
        arguments[0].equals(GATEWAY)
            ? GatewayApplication.builder()
            : ProcessorApplication.builder(),
        arguments);
  }

  /** Runs the application; the first argument is none of its settings. */
  static void run(SpringApplicationBuilder application, String[] arguments) throws IOException {
    // Loggers write where no reader is needed for the service to go on.
    PrintStream output = System.out;
    System.setOut(System.err);
    List<String> settings = List.of(arguments).subList(1, arguments.length);
    var context = application.registerShutdownHook(false).run(settings.toArray(String[]::new));
    var environment = context.getEnvironment();
    String port = environment.getRequiredProperty("local.server.port");
    output.println(READY + port + " " + environment.getProperty("local.management.port", port));
    output.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
    context.close();
    System.exit(0);
  }
}
