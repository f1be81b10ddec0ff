package dev.admitone.ops.overview;

/**
 * A code with many decisions in a short time.
 *
 * @param path of its page
 */
public record HotCode(String code, long decisions, long granted, String path) {}
