package dev.admitone.processor.redemption;

/**
 * Tells a request that was sent again from another one under the same id: 16 bytes over the
 * command's content.
 *
 * @param high the first 8 bytes, big-endian
 * @param low the last 8 bytes, big-endian
 */
public record Fingerprint(long high, long low) {}
