package dev.admitone.benchmarks;

import java.util.Locale;

/** The parts of a run. */
enum Part {
  /** One hot code: the product, its peers, the limit. */
  HEADLINE,
  /** Other loads in the log. */
  LOADS,
  HTTP,
  /** The cost of one caller's flood for another caller. */
  FLOODS,
  /** The cost for users when a healing publishes all codes again. */
  REPUBLISH,
  SCALE_OUT,
  GROWTH,
  /** From built to ready. */
  START;

  /** Its name on the command line. */
  String optionName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
