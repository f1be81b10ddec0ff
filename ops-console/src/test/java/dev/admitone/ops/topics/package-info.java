/** Tests. */
@NullMarked
package dev.admitone.ops.topics;

import org.jspecify.annotations.NullMarked;
