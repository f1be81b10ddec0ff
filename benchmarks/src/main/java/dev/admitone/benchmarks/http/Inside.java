package dev.admitone.benchmarks.http;

import dev.admitone.benchmarks.testbed.Collections;
import java.util.Map;

/**
 * What happened inside while a contender served.
 *
 * @param cpuMicros processor time for one success, of all that it consists of, without the
 *     generator
 * @param means sizes of batches and the like
 * @param collections of the heap that all share
 */
public record Inside(double cpuMicros, Map<String, Double> means, Collections.Counts collections) {}
