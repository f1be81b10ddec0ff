package dev.admitone.benchmarks.http;

import org.HdrHistogram.Histogram;

/**
 * The figures of a load.
 *
 * @param sent requests that were sent
 * @param served how many got the status 200, over the whole run
 * @param servedPerSecond the same within the window, per second
 * @param unsent arrivals for which no connection became free until the end
 * @param micros latencies since the arrival of all requests, with any response, also of those
 *     without one until the end
 */
record LoadResult(int sent, int served, double servedPerSecond, int unsent, Histogram micros) {}
