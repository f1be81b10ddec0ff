/** Given codes from a file become invites, through the log. */
@NullMarked
package dev.admitone.ops.imports;

import org.jspecify.annotations.NullMarked;
