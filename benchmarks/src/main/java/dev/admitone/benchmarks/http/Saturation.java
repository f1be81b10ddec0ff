package dev.admitone.benchmarks.http;

import dev.admitone.benchmarks.testbed.Costs;
import java.util.List;

/**
 * As much as a contender serves, and what it takes.
 *
 * @param contender its id
 * @param load for which codes
 * @param commitMillis the latency of a commit that was emulated; 0 is the disk alone
 * @param pool its connections to the database; 0 where it has no choice
 * @param seconds the window
 * @param perSecond successes in the window
 * @param byThird the same in each third of the window
 * @param served successes
 * @param steady whether the rate had stopped growing
 * @param p50 milliseconds from sending a request to its response
 * @param p99 the same
 * @param generatorMicros processor time of the generator for one call
 * @param inside what happened meanwhile
 * @param costs by the purpose of threads and processes
 */
public record Saturation(
    String contender,
    String load,
    double commitMillis,
    int pool,
    double seconds,
    double perSecond,
    List<Double> byThird,
    long served,
    boolean steady,
    double p50,
    double p99,
    double generatorMicros,
    Inside inside,
    Costs costs) {}
