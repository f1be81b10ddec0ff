/** Uses and refusals: what became of redemptions. */
@NullMarked
package dev.admitone.ops.history;

import org.jspecify.annotations.NullMarked;
