package dev.admitone.faults.load;

import java.util.List;
import java.util.stream.IntStream;

/** The codes that a run uses. */
public final class Codes {

  /** Begins the keys of records that are no possible requests. */
  public static final String HOSTILE = "HOSTILE-";

  /** Those that users redeem over HTTP and records on the log redeem too. */
  public static final List<String> ALL =
      IntStream.rangeClosed(1, 8).mapToObj("FAULT-%d"::formatted).toList();

  private static final long LIMIT_STEP = 150;

  private Codes() {}

  /** Low ones, so that codes are exhausted within a run, and high ones. */
  static long limit(int number) {
    return (number + 1) * LIMIT_STEP;
  }
}
