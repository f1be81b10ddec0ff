/** Tests. */
@NullMarked
package dev.admitone.ops.search;

import org.jspecify.annotations.NullMarked;
