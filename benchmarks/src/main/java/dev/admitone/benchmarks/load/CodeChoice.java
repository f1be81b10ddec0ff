package dev.admitone.benchmarks.load;

/** Which of a run's codes each request is for. Number 0 is the first code. */
@FunctionalInterface
public interface CodeChoice {

  /** The code's number for the next request. */
  int next();

  /** Always the same one. */
  static CodeChoice hot() {
    return () -> 0;
  }
}
