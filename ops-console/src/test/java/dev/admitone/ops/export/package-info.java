/** Tests. */
@NullMarked
package dev.admitone.ops.export;

import org.jspecify.annotations.NullMarked;
