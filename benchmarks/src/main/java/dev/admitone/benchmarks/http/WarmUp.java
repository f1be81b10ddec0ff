package dev.admitone.benchmarks.http;

import java.util.List;

/**
 * The way to the steady state.
 *
 * @param contender its id
 * @param load for which codes
 * @param windowSeconds how long each window is
 * @param perSecond the rate of each window; the first begins when the service is ready
 * @param steady whether the last two were alike; else it was given up
 * @param firstMinutePerSecond the mean of the windows of the first minute
 * @param firstMinuteSeconds how much of the first minute that is
 */
public record WarmUp(
    String contender,
    String load,
    double windowSeconds,
    List<Double> perSecond,
    boolean steady,
    double firstMinutePerSecond,
    double firstMinuteSeconds) {}
