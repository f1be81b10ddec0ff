/** The load: codes, users and request ids, and requests appended to the log. */
@NullMarked
package dev.admitone.benchmarks.load;

import org.jspecify.annotations.NullMarked;
