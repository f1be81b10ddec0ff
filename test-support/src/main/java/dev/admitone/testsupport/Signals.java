package dev.admitone.testsupport;

import java.io.IOException;

/** Signals to other processes. */
public final class Signals {

  private Signals() {}

  /**
   * Sends one, such as STOP, and returns when it is sent.
   *
   * @throws IllegalStateException if there is no such process
   */
  public static void send(String name, long pid) throws IOException, InterruptedException {
    JavaCommand.Ended ended =
        JavaCommand.run(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)));
    if (ended.status() != 0) {
      throw new IllegalStateException("kill ended with " + ended);
    }
  }
}
