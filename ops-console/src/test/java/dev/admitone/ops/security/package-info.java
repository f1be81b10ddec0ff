/** Tests. */
@NullMarked
package dev.admitone.ops.security;

import org.jspecify.annotations.NullMarked;
