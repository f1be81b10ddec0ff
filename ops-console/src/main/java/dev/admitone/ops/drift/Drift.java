package dev.admitone.ops.drift;

/**
 * One thing that does not agree.
 *
 * @param subject the code, or the user of a profile
 * @param problem what is wrong, with the rows' ids
 */
record Drift(DriftKind kind, String subject, String problem) {}
