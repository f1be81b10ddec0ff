/** The ledger as its reader sees it: sessions, their bounds, and what is wrong with them. */
@NullMarked
package dev.admitone.ops.ledger;

import org.jspecify.annotations.NullMarked;
