/** Tests. */
@NullMarked
package dev.admitone.ops.ledger;

import org.jspecify.annotations.NullMarked;
