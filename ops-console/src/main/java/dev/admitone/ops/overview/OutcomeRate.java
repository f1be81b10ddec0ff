package dev.admitone.ops.overview;

/**
 * How often an outcome or a phase is.
 *
 * @param name such as REDEEMED, or save
 */
public record OutcomeRate(String name, String number) {}
