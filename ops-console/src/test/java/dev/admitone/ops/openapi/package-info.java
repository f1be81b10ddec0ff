/** Tests. */
@NullMarked
package dev.admitone.ops.openapi;

import org.jspecify.annotations.NullMarked;
