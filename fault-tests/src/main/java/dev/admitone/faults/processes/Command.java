package dev.admitone.faults.processes;

import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Commands of the operating system that end soon. */
final class Command {

  private Command() {}

  /** Returns when it has ended. */
  static JavaCommand.Ended run(String... command) {
    try {
      return JavaCommand.run(new ProcessBuilder(command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a signal, such as KILL. A process that is gone gets none, and that is no error. */
  static void signal(String name, long pid) {
    var _ = run("kill", "-" + name, String.valueOf(pid));
  }
}
