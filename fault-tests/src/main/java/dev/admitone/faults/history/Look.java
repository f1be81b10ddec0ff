package dev.admitone.faults.history;

import java.time.Duration;
import java.time.Instant;

/**
 * An operator's look at the console.
 *
 * @param path what was asked for
 * @param status of the response; {@link Response#BROKEN} if the connection broke, as when the
 *     console was killed or stood still
 * @param took how long the response took; of a look that was given up, until then
 * @param problem the response's text where it is an error; else empty
 */
public record Look(String path, Instant at, int status, Duration took, String problem) {}
