package dev.admitone.benchmarks.start;

import java.io.IOException;
import java.nio.file.Path;

/** {@code ./admit up} as its users run it, on new data and on ports of its own. */
public final class StackStart {

  private final Path script;
  private final Path data;

  /**
   * Of a stack that is built.
   *
   * @param script the project's {@code admit}
   * @param data a directory whose contents may go
   */
  public StackStart(Path script, Path data) {
    this.script = script;
    this.data = data;
  }

  /**
   * Starts it; returns when the stack itself tells its user that it is ready.
   *
   * @throws IllegalStateException if it does not become ready
   */
  public RunningStack start() throws IOException {
    return RunningStack.start(script, data);
  }

  /**
   * Starts and stops it; returns the seconds from the command to the readiness of both services.
   */
  public double seconds() throws IOException {
    try (RunningStack stack = start()) {
      return stack.readySeconds();
    }
  }
}
