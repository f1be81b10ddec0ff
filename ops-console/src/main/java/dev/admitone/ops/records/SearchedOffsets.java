package dev.admitone.ops.records;

/**
 * How much of a partition a search has looked at.
 *
 * @param first the smallest offset that the partition has
 * @param end the offset that the partition's next record gets
 * @param from the first offset that was looked at
 * @param to the offset behind the last one that was looked at; the same as {@code from} if none was
 */
public record SearchedOffsets(int partition, long first, long end, long from, long to) {}
