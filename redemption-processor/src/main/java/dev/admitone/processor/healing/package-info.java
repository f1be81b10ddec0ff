/** Brings a ledger that lacks decisions of the log back to where it was: what is done, and how. */
@NullMarked
package dev.admitone.processor.healing;

import org.jspecify.annotations.NullMarked;
