/** Tests. */
@NullMarked
package dev.admitone.ops.records;

import org.jspecify.annotations.NullMarked;
