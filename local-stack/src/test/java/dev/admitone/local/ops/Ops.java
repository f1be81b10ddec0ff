package dev.admitone.local.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.local.command.CommandLines;
import dev.admitone.local.ops.show.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands of operators in this JVM. */
final class Ops {

  private Ops() {}

  /** How a command ended, and what it printed. */
  record Ended(int status, String output, String errors) {}

  static Ended run(Map<String, String> environment, String... arguments) {
    return run(environment, 0, arguments);
  }

  /** On a screen with so many columns. */
  static Ended run(Map<String, String> environment, int columns, String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream errorStream = new PrintStream(errors, true, UTF_8);
    Terminal terminal =
        new Terminal(new PrintStream(output, true, UTF_8), errorStream, columns, columns > 0);
    CommandLine ops = CommandLines.configured(OpsCommand.commandLine(environment, terminal));
    int status = ops.setErr(new PrintWriter(errorStream, true, UTF_8)).execute(arguments);
    return new Ended(status, output.toString(UTF_8), errors.toString(UTF_8));
  }
}
