/** The ledger as a healing reads it and sets it right. */
@NullMarked
package dev.admitone.processor.jdbc.healing;

import org.jspecify.annotations.NullMarked;
