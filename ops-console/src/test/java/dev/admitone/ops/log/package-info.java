/** Tests. */
@NullMarked
package dev.admitone.ops.log;

import org.jspecify.annotations.NullMarked;
