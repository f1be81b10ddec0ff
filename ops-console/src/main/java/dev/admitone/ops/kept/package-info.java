/** What the console keeps itself, in a schema of its own beside the ledger. */
@NullMarked
package dev.admitone.ops.kept;

import org.jspecify.annotations.NullMarked;
