package dev.admitone.local.command;

import dev.admitone.service.start.StartFailures;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How all command lines are read, and how a command ends that fails: with one paragraph on the
 * screen and without a stack trace.
 */
public final class CommandLines {

  private CommandLines() {}

  /** Sets a command and its sub-commands up, which have to be added before. */
  public static CommandLine configured(CommandLine command) {
    return command
        // A training starts a command line with such file names.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((wrong, _) -> misused(wrong))
        .setExecutionExceptionHandler((failure, failed, _) -> ended(failure, failed));
  }

  private static int misused(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String what =
        wrong instanceof UnmatchedArgumentException unmatched
            ? "'%s' is unknown".formatted(unmatched.getUnmatched().getFirst())
            : wrong.getMessage();
    command.getErr().printf("%s: %s%n", what, synopsis(command.getCommandSpec()));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int ended(Exception failure, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    return switch (failure) {
      case UsageException misused -> {
        command.getErr().println(misused.getMessage());
        yield spec.exitCodeOnInvalidInput();
      }
      case CommandFailedException explained -> {
        command.getErr().println(explained.getMessage());
        yield spec.exitCodeOnExecutionException();
      }
      default -> {
        command.getErr().println(StartFailures.explained(failure));
        yield spec.exitCodeOnExecutionException();
      }
    };
  }

  /** On one line; that of the command above where a part of it has none of its own. */
  private static String synopsis(CommandSpec command) {
    String own = String.join(" ", command.usageMessage().customSynopsis());
    if (!own.isEmpty()) {
      return own;
    }
    return command.parent() == null || command.parent().parent() == null
        ? Objects.requireNonNull(command.commandLine()).getHelp().synopsis(0).strip()
        : synopsis(command.parent());
  }
}
