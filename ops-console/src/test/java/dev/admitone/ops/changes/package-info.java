/** Tests. */
@NullMarked
package dev.admitone.ops.changes;

import org.jspecify.annotations.NullMarked;
