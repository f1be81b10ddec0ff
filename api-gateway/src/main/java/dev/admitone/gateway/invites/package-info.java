/** The invites as their topic shows them: a table in memory, with the uses that results bring. */
@NullMarked
package dev.admitone.gateway.invites;

import org.jspecify.annotations.NullMarked;
