/** What operators do: create and change invites, and release uses. */
@NullMarked
package dev.admitone.gateway.operator;

import org.jspecify.annotations.NullMarked;
