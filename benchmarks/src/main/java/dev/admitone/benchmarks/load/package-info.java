/** What is asked for: codes, users and request ids, and requests put into the log. */
@NullMarked
package dev.admitone.benchmarks.load;

import org.jspecify.annotations.NullMarked;
