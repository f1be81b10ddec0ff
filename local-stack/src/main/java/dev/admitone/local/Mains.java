package dev.admitone.local;

import dev.admitone.service.start.StartFailures;

/** How the commands' main methods end when something fails: with one paragraph on the screen. */
final class Mains {

  private static final int FAILED = 1;

  private Mains() {}

  /** Runs it, or ends the JVM. */
  static void run(Runnable command) {
    try {
      command.run();
    } catch (StartFailedException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      fail(StartFailures.explained(e));
    }
  }

  static void fail(String why) {
    System.err.println(why);
    System.exit(FAILED);
  }
}
