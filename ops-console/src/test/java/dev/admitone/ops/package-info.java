/** Tests. */
@NullMarked
package dev.admitone.ops;

import org.jspecify.annotations.NullMarked;
