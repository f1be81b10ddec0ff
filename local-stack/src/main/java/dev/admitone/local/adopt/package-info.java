/** The processor's adoption on a local stack: what {@code ./admit adopt} runs. */
@NullMarked
package dev.admitone.local.adopt;

import org.jspecify.annotations.NullMarked;
