/** Broker, database, processor and gateway in one JVM: what {@code ./admit up} runs. */
@NullMarked
package dev.admitone.local.stack;

import org.jspecify.annotations.NullMarked;
