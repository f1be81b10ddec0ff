package dev.admitone.benchmarks;

import java.time.Duration;

/**
 * One thing that a run does.
 *
 * @param title what the progress line says
 * @param expected about how long it takes; only the shares matter
 */
public record Step(String title, Duration expected, Action action) {

  /** What is done. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }
}
