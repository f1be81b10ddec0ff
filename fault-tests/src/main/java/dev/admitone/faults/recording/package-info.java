/** Writes a history as it happens, and reads it, the log and the ledger at the end. */
@NullMarked
package dev.admitone.faults.recording;

import org.jspecify.annotations.NullMarked;
