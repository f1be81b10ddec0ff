/** Why a call is refused, and the problem bodies (RFC 9457) that say so. */
@NullMarked
package dev.admitone.ops.problem;

import org.jspecify.annotations.NullMarked;
