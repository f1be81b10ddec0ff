package dev.admitone.ops.charts;

/**
 * A value of a chart.
 *
 * @param label what stands below it
 */
public record Point(String label, double value) {}
