package dev.admitone.benchmarks.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stack that {@code ./admit up} has started, as its screen describes it. */
public final class RunningStack implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("Admit One is ready \\(([0-9.]+) s\\)\\.");
  private static final Pattern PORT = Pattern.compile("HTTP +http://[^:]+:(\\d+)");
  private static final Pattern TOKEN = Pattern.compile("token=(\\S+)");
  private static final Pattern LAST_LINE = Pattern.compile("^Stop:", Pattern.MULTILINE);
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

  private final Process process;
  private final Thread stop;
  private final String screen;

  private RunningStack(Process process, Thread stop, String screen) {
    this.process = process;
    this.stop = stop;
    this.screen = screen;
  }

  static RunningStack start(Path script, Path data) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(script.toString(), "up", "--fresh");
    builder.environment().putAll(ANY_PORTS);
    builder.environment().put("ADMIT_DATA_DIR", data.toString());
    Process process = builder.redirectErrorStream(true).start();
    Thread stop = new Thread(process::destroy, "stop-stack");
    Runtime.getRuntime().addShutdownHook(stop);
    StringBuilder screen = new StringBuilder();
    BufferedReader lines = process.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      screen.append(line).append('\n');
      if (LAST_LINE.matcher(line).find()) {
        return new RunningStack(process, stop, screen.toString());
      }
    }
    throw new IllegalStateException("./admit up ended before it was ready: " + screen);
  }

  /** From the command to the readiness of both services, as the stack itself measures it. */
  public double readySeconds() {
    return Double.parseDouble(find(READY));
  }

  /** Where its gateway takes calls. */
  public int port() {
    return Integer.parseInt(find(PORT));
  }

  /** A token of a service, which acts for any user. */
  public String token() {
    return find(TOKEN);
  }

  private String find(Pattern pattern) {
    Matcher found = pattern.matcher(screen);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + screen);
    }
    return found.group(1);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(stop);
  }
}
