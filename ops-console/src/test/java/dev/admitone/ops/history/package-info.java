/** Tests. */
@NullMarked
package dev.admitone.ops.history;

import org.jspecify.annotations.NullMarked;
