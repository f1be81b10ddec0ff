package dev.admitone.faults.history;

/**
 * Text that may hold no secret: a record's bytes as ISO 8859-1, or a logger's line.
 *
 * @param where it was found
 */
public record Seen(String where, String text) {}
