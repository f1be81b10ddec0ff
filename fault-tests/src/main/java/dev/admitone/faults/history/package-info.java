/**
 * What a run recorded, and what the product had at its end: calls and their responses, the log, the
 * results, the ledger's rows. Values alone.
 */
@NullMarked
package dev.admitone.faults.history;

import org.jspecify.annotations.NullMarked;
