/** Tests of the sessions that block others. */
@NullMarked
package dev.admitone.ops.sessions;

import org.jspecify.annotations.NullMarked;
