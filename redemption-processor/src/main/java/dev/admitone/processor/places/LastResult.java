package dev.admitone.processor.places;

/**
 * The last result of a partition.
 *
 * @param resultOffset where it lies in the results topic
 * @param requestOffset which request got it
 */
public record LastResult(long resultOffset, long requestOffset) {}
