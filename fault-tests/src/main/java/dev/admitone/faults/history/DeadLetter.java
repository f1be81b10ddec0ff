package dev.admitone.faults.history;

/**
 * A record of the dead-letter topic.
 *
 * @param source the record of the requests topic
 */
public record DeadLetter(Place source, String reason) {}
