/** Tests. */
@NullMarked
package dev.admitone.ops.requests;

import org.jspecify.annotations.NullMarked;
