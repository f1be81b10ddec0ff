package dev.admitone.benchmarks.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./admit up} as its users run it, on new data and on ports of its own. */
public final class StackStart {

  private static final Pattern READY = Pattern.compile("Admit One is ready \\(([0-9.]+) s\\)\\.");
  private static final Map<String, String> ANY_PORTS =
      Map.of(
          "ADMIT_GATEWAY_PORT", "0",
          "ADMIT_GATEWAY_MANAGEMENT_PORT", "0",
          "ADMIT_PROCESSOR_PORT", "0",
          "ADMIT_OPS_PORT", "0",
          "ADMIT_OPS_MANAGEMENT_PORT", "0",
          "ADMIT_KAFKA_PORT", "0",
          "ADMIT_POSTGRES_PORT", "0");
  private static final long STOP_SECONDS = 60;

  private final Path script;
  private final Path data;

  /**
   * Of a stack that is built.
   *
   * @param script the project's {@code admit}
   * @param data a directory whose contents may go
   */
  public StackStart(Path script, Path data) {
    this.script = script;
    this.data = data;
  }

  /**
   * Starts and stops it; returns the seconds from the command to the readiness of both services, as
   * the stack itself tells its user.
   *
   * @throws IllegalStateException if it does not become ready
   */
  public double seconds() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(script.toString(), "up", "--fresh");
    builder.environment().putAll(ANY_PORTS);
    builder.environment().put("ADMIT_DATA_DIR", data.toString());
    Process stack = builder.redirectErrorStream(true).start();
    Thread stop = new Thread(stack::destroy, "stop-stack");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return readySeconds(stack);
    } finally {
      stack.destroy();
      if (!stack.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        stack.destroyForcibly();
      }
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }

  private static double readySeconds(Process stack) throws IOException {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = stack.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          return Double.parseDouble(ready.group(1));
        }
        said.append(line).append('\n');
      }
    }
    throw new IllegalStateException("./admit up ended before it was ready: " + said);
  }
}
