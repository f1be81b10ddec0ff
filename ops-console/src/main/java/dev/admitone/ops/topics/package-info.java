/** The topics of the log: their records by position, by time and by key. */
@NullMarked
package dev.admitone.ops.topics;

import org.jspecify.annotations.NullMarked;
