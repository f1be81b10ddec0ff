/** The calls of a console, as a client makes them. */
@NullMarked
package dev.admitone.local.ops.calls;

import org.jspecify.annotations.NullMarked;
