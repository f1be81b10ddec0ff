package dev.admitone.ops.overview;

/**
 * A number that an operator looks at first.
 *
 * @param number with its unit
 * @param hint what it means, or what to do
 * @param mood good, warn or bad
 */
public record Tile(String name, String number, String hint, String mood) {}
