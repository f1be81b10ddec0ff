/** Tests. */
@NullMarked
package dev.admitone.ops.charts;

import org.jspecify.annotations.NullMarked;
