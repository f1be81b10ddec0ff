package dev.admitone.faults.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.gateway.GatewayApplication;
import dev.admitone.ops.OpsApplication;
import dev.admitone.processor.ProcessorApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The process of a gateway, a processor or a console. Each line of its input arms a {@link
 * CrashPoint}, an empty one none; one that begins with {@link #CLOCK} shifts its clock. The input's
 * end ends it in order, also when its parent is gone.
 */
public final class ServiceChild {

  /** Begins a line with an amount of time, as {@link Duration} writes it. */
  static final String CLOCK = "clock ";

  private ServiceChild() {}

  /** Takes {@link Kind} by name, and the service's settings. */
  public static void main(String[] arguments) throws IOException {
    // Loggers write where no reader is needed for the service to go on.
    PrintStream output = System.out;
    System.setOut(System.err);
    Kind kind = Kind.valueOf(arguments[0]);
    String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
    try (ConfigurableApplicationContext context = builder(kind).run(settings)) {
      var environment = context.getEnvironment();
      String port = environment.getRequiredProperty("local.server.port");
      output.println(
          Child.READY + port + " " + environment.getProperty("local.management.port", port));
      output.flush();
      obey(context);
    }
    System.exit(0);
  }

  private static SpringApplicationBuilder builder(Kind kind) {
    SpringApplicationBuilder builder =
        switch (kind) {
          case GATEWAY -> GatewayApplication.builder();
          case PROCESSOR -> ProcessorApplication.builder().sources(CrashPoints.class);
          case CONSOLE -> OpsApplication.builder();
          case BROKER -> throw new IllegalArgumentException("a broker is no service");
        };
    return builder.sources(ShiftedClocks.class).registerShutdownHook(false);
  }

  private static void obey(ConfigurableApplicationContext context) throws IOException {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (line.startsWith(CLOCK)) {
        context.getBean(ShiftedClocks.class).shift(Duration.parse(line.substring(CLOCK.length())));
      } else {
        context.getBean(CrashPoints.class).arm(line.isEmpty() ? null : CrashPoint.valueOf(line));
      }
    }
  }
}
