/** Invites as the ledger has them, and what became of requests for them. */
@NullMarked
package dev.admitone.ops.invites;

import org.jspecify.annotations.NullMarked;
