/** Tests. */
@NullMarked
package dev.admitone.ops.imports;

import org.jspecify.annotations.NullMarked;
