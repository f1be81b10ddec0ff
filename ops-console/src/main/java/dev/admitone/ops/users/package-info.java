/** What the ledger knows of a user. */
@NullMarked
package dev.admitone.ops.users;

import org.jspecify.annotations.NullMarked;
