package dev.admitone.benchmarks.figures;

import dev.admitone.benchmarks.testbed.Costs;

/**
 * The cost of some units of work.
 *
 * @param id names it in the JSON
 * @param title names it in the report
 */
public record Cost(String id, String title, long units, Costs total) {}
