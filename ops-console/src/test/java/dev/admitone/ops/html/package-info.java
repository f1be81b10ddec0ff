/** Tests. */
@NullMarked
package dev.admitone.ops.html;

import org.jspecify.annotations.NullMarked;
