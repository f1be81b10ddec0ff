package dev.admitone.benchmarks.drain;

import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Zipf;
import org.jspecify.annotations.Nullable;

/** The requests in the log. */
public enum DrainLoad {
  HOT("hot", "one hot code", 1, null, "REDEEMED"),
  ZIPF("zipf", "Zipf(1.0) over 10,000 codes", 10_000, null, "REDEEMED"),
  UNIFORM("uniform", "10,000 codes alike", 10_000, null, "REDEEMED"),
  /** All are refused. */
  FULL("full", "one full code, all refused", 1, 0L, "EXHAUSTED"),
  /** Each request was decided before, and is in the log once more: all get their old decision. */
  DUPLICATES("duplicates", "one hot code, all requests sent again", 1, null, "REDEEMED");

  private final String id;
  private final String title;
  private final int codeCount;
  private final @Nullable Long maxUses;
  private final String outcome;

  DrainLoad(String id, String title, int codeCount, @Nullable Long maxUses, String outcome) {
    this.id = id;
    this.title = title;
    this.codeCount = codeCount;
    this.maxUses = maxUses;
    this.outcome = outcome;
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  int codeCount() {
    return codeCount;
  }

  @Nullable Long maxUses() {
    return maxUses;
  }

  /** The decision of each request. */
  String outcome() {
    return outcome;
  }

  CodeChoice choice(long seed) {
    return switch (this) {
      case HOT, FULL, DUPLICATES -> CodeChoice.hot();
      case ZIPF -> new Zipf(codeCount, 1, seed);
      case UNIFORM -> new Zipf(codeCount, 0, seed);
    };
  }
}
