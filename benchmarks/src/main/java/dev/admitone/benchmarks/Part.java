package dev.admitone.benchmarks;

import java.util.Locale;

/** What a run consists of. */
enum Part {
  /** One hot code: the product, its peers, the limit. */
  HEADLINE,
  /** Other loads in the log. */
  LOADS,
  HTTP,
  /** What one caller's flood costs another one. */
  FLOODS,
  /** What it costs users that a healing publishes all codes again. */
  REPUBLISH,
  SCALE_OUT,
  GROWTH,
  /** From built to ready. */
  START;

  /** As it is said on the command line. */
  String optionName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
