/** Tests. */
@NullMarked
package dev.admitone.ops.revocations;

import org.jspecify.annotations.NullMarked;
