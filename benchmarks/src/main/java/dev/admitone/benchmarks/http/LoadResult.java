package dev.admitone.benchmarks.http;

import org.HdrHistogram.Histogram;

/**
 * What a load found.
 *
 * @param sent requests that were sent
 * @param served how many were answered 200, over the whole run
 * @param servedPerSecond the same within the window, per second
 * @param unsent arrivals for which no connection became free until the end
 * @param micros latencies since the arrival of all requests, whatever their answer, also of those
 *     without one until the end
 */
record LoadResult(int sent, int served, double servedPerSecond, int unsent, Histogram micros) {}
