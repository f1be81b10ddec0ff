/** Decides the log again beside the live ledger, and compares. Knows the rules and ports only. */
@NullMarked
package dev.admitone.processor.audit;

import org.jspecify.annotations.NullMarked;
