/** Tests. */
@NullMarked
package dev.admitone.ops.kept;

import org.jspecify.annotations.NullMarked;
