package dev.admitone.benchmarks.steps;

import java.time.Duration;

/**
 * One step of a run.
 *
 * @param title the text of the progress line
 * @param expected about how long it takes; only the shares matter
 */
public record Step(String title, Duration expected, Action action) {

  /** The work. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }
}
