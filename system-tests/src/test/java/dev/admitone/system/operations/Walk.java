package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.OpsCommands;
import dev.admitone.testsupport.JavaCommand;
import dev.admitone.testsupport.JavaCommand.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A walk of an operator on call: a shell script that the documentation shows. */
final class Walk {

  private static final Path WALKS = Path.of("..", "docs", "how-to", "walks");

  private Walk() {}

  /**
   * Runs the script to its end, which is no failure; returns what it printed.
   *
   * @param directory where a file may be written
   * @param commands how many commands it takes
   */
  static String run(Path directory, int commands, String script, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder command = new ProcessBuilder("bash", WALKS.resolve(script).toString());
    command.command().addAll(List.of(arguments));
    command.environment().putAll(OpsCommands.variables());
    command.environment().put("ADMIT", OpsCommands.script(directory).toString());
    Ended ended = JavaCommand.run(command);
    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output()).endsWith("\nCommands: %d\n".formatted(commands));
    return ended.output();
  }
}
