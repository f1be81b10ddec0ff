/** The ledger as a healing reads and mends it. */
@NullMarked
package dev.admitone.processor.jdbc.healing;

import org.jspecify.annotations.NullMarked;
