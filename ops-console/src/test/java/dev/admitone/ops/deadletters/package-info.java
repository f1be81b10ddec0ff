/** Tests. */
@NullMarked
package dev.admitone.ops.deadletters;

import org.jspecify.annotations.NullMarked;
