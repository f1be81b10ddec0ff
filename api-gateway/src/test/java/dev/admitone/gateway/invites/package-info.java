/** Tests. */
@NullMarked
package dev.admitone.gateway.invites;

import org.jspecify.annotations.NullMarked;
