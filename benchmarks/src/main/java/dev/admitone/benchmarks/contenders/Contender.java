package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.testbed.TestBed;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way to redeem codes over HTTP, as its own users would build and run it. The procedure is the
 * same for all: start, warm up until the rate is steady, measure, verify, stop.
 */
public interface Contender {

  /** Its name in the JSON and on the command line: small letters and hyphens. */
  String id();

  /** Its name in the report, in words. */
  String name();

  /** One sentence on how it works. */
  String description();

  /** What it keeps; all other guarantees it does not. */
  Set<Guarantee> keeps();

  /** One sentence on what a user of it should know beside that; empty if there is nothing. */
  default String note() {
    return "";
  }

  /** What its calls use beside this JVM's own threads. */
  Set<Part> uses();

  /** The parts of the test bed. */
  enum Part {
    DATABASE,
    BROKER
  }

  /** How much of the plan it takes part in. */
  Plan plan();

  /** From much to little. */
  enum Plan {
    /** Saturation, all offered rates, and the latency of commits. */
    WHOLE,
    /** Saturation, the lowest offered rate, and the latency of commits. */
    BRIEF,
    /** Saturation alone: it decides nothing. */
    SATURATION
  }

  /**
   * Whether a response waits for a commit in PostgreSQL, so that the latency of commits can be
   * emulated for it.
   */
  default boolean commitsInPostgres() {
    return uses().contains(Part.DATABASE);
  }

  /** The sizes of its pool that are tried before, smallest first; empty where it has no choice. */
  default List<Integer> poolSizes() {
    return List.of();
  }

  /** What is missing on this machine to run it, as a sentence; empty where nothing is. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /**
   * Starts it with the codes {@link #CODE_PREFIX}{@code 0} to {@code 9999}, all without limit and
   * without uses; returns when it takes calls.
   */
  RunningContender start(TestBed testBed) throws Exception;

  /** The beginning of all codes; {@code 0} is the hot one. */
  String CODE_PREFIX = "HTTP-";

  /** How many codes there are. */
  int CODE_COUNT = 10_000;
}
