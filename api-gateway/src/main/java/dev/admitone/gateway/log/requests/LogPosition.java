package dev.admitone.gateway.log.requests;

/**
 * A place in the requests topic.
 *
 * @param partition the partition's number
 * @param offset the offset in it
 */
public record LogPosition(int partition, long offset) {}
