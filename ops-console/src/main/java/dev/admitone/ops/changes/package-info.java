/** What an operator does to one invite: create, change, revoke, and give a use back. */
@NullMarked
package dev.admitone.ops.changes;

import org.jspecify.annotations.NullMarked;
