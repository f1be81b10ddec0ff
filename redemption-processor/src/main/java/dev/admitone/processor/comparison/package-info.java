/** Reads how far the log was decided, and compares it with the ledger. */
@NullMarked
package dev.admitone.processor.comparison;

import org.jspecify.annotations.NullMarked;
