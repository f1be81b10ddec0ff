/** Tests. */
@NullMarked
package dev.admitone.ops.overview;

import org.jspecify.annotations.NullMarked;
