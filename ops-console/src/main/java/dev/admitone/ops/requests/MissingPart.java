package dev.admitone.ops.requests;

/**
 * A part that the console does not show.
 *
 * @param why a sentence: it is not there, not there any more, or could not be looked for
 */
public record MissingPart(Part part, String why) {}
