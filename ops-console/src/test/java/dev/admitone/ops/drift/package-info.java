/** Tests of the repeated verification of the ledger. */
@NullMarked
package dev.admitone.ops.drift;

import org.jspecify.annotations.NullMarked;
