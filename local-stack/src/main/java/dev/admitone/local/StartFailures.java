package dev.admitone.local;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.PortTakenException;
import org.springframework.boot.web.server.PortInUseException;

/** From what went wrong inside to the line that the person at the terminal reads. */
final class StartFailures {

  private StartFailures() {}

  static StartFailedException explained(Throwable failure, StackSettings settings) {
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
          return settings.taken(taken.port(), taken);
        }
        case PortInUseException taken -> {
          return settings.taken(taken.getPort(), taken);
        }
        default -> {
          // Its cause may say more.
        }
      }
    }
    Throwable root = rootOf(failure);
    return new StartFailedException(
        "The stack did not start: %s. %s has the details."
            .formatted(root.getMessage(), settings.logFile()),
        failure);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
