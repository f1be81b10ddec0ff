package dev.admitone.local.stack;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.PortTakenException;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.service.start.StartFailures;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/** Turns a failure of a part into the line on the terminal. */
final class StackFailures {

  private StackFailures() {}

  static CommandFailedException explained(Throwable failure, @Nullable StackSettings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CommandFailedException explained -> {
          return explained;
        }
        case DirectoryInUseException inUse -> {
          return new CommandFailedException(
              ("Another ./admit up is running, %s: stop it, or set %s to another directory"
                      + " and the ports to other ones.")
                  .formatted(inUse.getMessage(), StackSettings.DATA_DIRECTORY_VARIABLE),
              inUse);
        }
        case PortTakenException taken -> {
          return taken(taken.port(), taken, settings);
        }
        case PortInUseException taken -> {
          return taken(taken.getPort(), taken, settings);
        }
        default -> {
          // Its cause may have more.
        }
      }
    }
    return new CommandFailedException(
        "The stack did not start: %s%s"
            .formatted(
                StartFailures.explained(failure),
                settings == null ? "" : " " + settings.logFile() + " has the details."),
        failure);
  }

  private static CommandFailedException taken(
      int port, Throwable cause, @Nullable StackSettings settings) {
    return settings == null
        ? new CommandFailedException("Port %d is taken.".formatted(port), cause)
        : settings.taken(port, cause);
  }
}
