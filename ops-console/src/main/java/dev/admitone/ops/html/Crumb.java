package dev.admitone.ops.html;

/**
 * A page above the one that is shown.
 *
 * @param path its path, which begins with a slash and is encoded
 */
public record Crumb(String name, String path) {}
