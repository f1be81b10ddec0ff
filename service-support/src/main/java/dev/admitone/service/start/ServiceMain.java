package dev.admitone.service.start;

import org.jspecify.annotations.Nullable;

/** What the main methods of the services have in common. */
public final class ServiceMain {

  private static final int FAILED = 1;

  private ServiceMain() {}

  /** Runs the command; a failure is reported in one paragraph and ends the JVM with 1. */
  public static void run(Runnable command) {
    try {
      command.run();
    } catch (RuntimeException e) {
      StartFailures.tell(e);
      System.exit(FAILED);
    }
  }

  /**
   * Refuses a first argument that is a word: it is a mistyped command, and the service would start
   * instead.
   *
   * @param commands the commands that there are; null: none
   * @throws StartRefusedException if there is such a word
   */
  public static void refuseWord(String[] arguments, @Nullable String commands) {
    if (arguments.length > 0 && !arguments[0].startsWith("-")) {
      throw new StartRefusedException(
          "'%s' is unknown: this service takes %ssettings as --name=value."
              .formatted(arguments[0], commands == null ? "" : commands + ", or "));
    }
  }
}
