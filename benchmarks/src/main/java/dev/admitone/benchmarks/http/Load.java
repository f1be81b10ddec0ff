package dev.admitone.benchmarks.http;

import dev.admitone.benchmarks.contenders.Contender;
import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Zipf;

/** The codes of a load. */
public enum Load {
  HOT("hot", "one hot code"),
  ZIPF("zipf", "10,000 codes, some more popular (Zipf)");

  private final String id;
  private final String title;

  Load(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** As in the JSON. */
  public String id() {
    return id;
  }

  /** As in the report. */
  public String title() {
    return title;
  }

  CodeChoice choice(long seed) {
    return this == HOT ? CodeChoice.hot() : new Zipf(Contender.CODE_COUNT, 1, seed);
  }
}
