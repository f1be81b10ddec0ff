/** Tests. */
@NullMarked
package dev.admitone.ops.invites;

import org.jspecify.annotations.NullMarked;
