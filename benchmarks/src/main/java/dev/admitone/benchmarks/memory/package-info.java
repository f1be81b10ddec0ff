/** What a gateway of its own process can remember and keep. */
@NullMarked
package dev.admitone.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
