/** Which operator changed what, why, and what became of it. */
@NullMarked
package dev.admitone.ops.audit;

import org.jspecify.annotations.NullMarked;
