/** The repeated verification that the ledger's tables agree with each other. It changes nothing. */
@NullMarked
package dev.admitone.ops.drift;

import org.jspecify.annotations.NullMarked;
