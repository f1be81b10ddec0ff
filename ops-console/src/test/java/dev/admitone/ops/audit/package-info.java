/** Tests. */
@NullMarked
package dev.admitone.ops.audit;

import org.jspecify.annotations.NullMarked;
