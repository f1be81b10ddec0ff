package dev.admitone.system.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs Prometheus's tool for rules. */
final class Promtool {

  private Promtool() {}

  /**
   * How a run ended.
   *
   * @param code the process's exit code
   * @param output what it printed, errors included
   */
  record Run(int code, String output) {}

  static Run run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }
}
