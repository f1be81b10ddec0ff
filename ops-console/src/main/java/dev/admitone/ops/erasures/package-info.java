/** Erasing users. */
@NullMarked
package dev.admitone.ops.erasures;

import org.jspecify.annotations.NullMarked;
