/** Tests of what a team with Docker alone gets. */
@NullMarked
package dev.admitone.local.compose;

import org.jspecify.annotations.NullMarked;
