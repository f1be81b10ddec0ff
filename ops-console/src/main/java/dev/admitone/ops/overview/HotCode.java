package dev.admitone.ops.overview;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A code with many decisions in a short time.
 *
 * @param path of its page
 */
public record HotCode(String code, long decisions, long granted, @JsonIgnore String path) {}
