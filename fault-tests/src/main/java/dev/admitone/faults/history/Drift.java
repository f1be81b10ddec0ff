package dev.admitone.faults.history;

/**
 * A drift that the console names when everything has recovered and is verified.
 *
 * @param kind in the console's words
 * @param subject the code or the user that it is about
 * @param problem what is wrong, in the console's words
 */
public record Drift(String kind, String subject, String problem) {}
