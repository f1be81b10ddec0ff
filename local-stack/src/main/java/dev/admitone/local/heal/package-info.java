/** The processor's healing on a local stack: what {@code ./admit heal} runs. */
@NullMarked
package dev.admitone.local.heal;

import org.jspecify.annotations.NullMarked;
