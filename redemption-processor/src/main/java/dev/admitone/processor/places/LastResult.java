package dev.admitone.processor.places;

/**
 * The last result of a partition.
 *
 * @param resultOffset where it lies in the results topic
 * @param requestOffset which request it answers
 */
public record Answered(long resultOffset, long requestOffset) {}
