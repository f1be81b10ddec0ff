package dev.admitone.local;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.PortTakenException;
import dev.admitone.service.start.StartFailures;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/** From what went wrong inside to the line that the person at the terminal reads. */
final class StackFailures {

  private StackFailures() {}

  static StartFailedException explained(Throwable failure, @Nullable StackSettings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case StartFailedException explained -> {
          return explained;
        }
        case DirectoryInUseException inUse -> {
          return new StartFailedException(
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
          // Its cause may say more.
        }
      }
    }
    return new StartFailedException(
        "The stack did not start: %s%s"
            .formatted(
                StartFailures.explained(failure),
                settings == null ? "" : " " + settings.logFile() + " has the details."),
        failure);
  }

  private static StartFailedException taken(
      int port, Throwable cause, @Nullable StackSettings settings) {
    return settings == null
        ? new StartFailedException("Port %d is taken.".formatted(port), cause)
        : settings.taken(port, cause);
  }
}
