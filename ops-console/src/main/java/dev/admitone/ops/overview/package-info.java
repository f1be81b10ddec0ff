/** The first page: rates, latency, lag, hot codes, and the health of each part. */
@NullMarked
package dev.admitone.ops.overview;

import org.jspecify.annotations.NullMarked;
