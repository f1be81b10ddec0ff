/** Everything in one JVM: what {@code ./admit up} runs. */
@NullMarked
package dev.admitone.local;

import org.jspecify.annotations.NullMarked;
