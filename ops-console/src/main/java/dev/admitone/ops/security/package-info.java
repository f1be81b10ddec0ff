/** Which calls need which token. */
@NullMarked
package dev.admitone.ops.security;

import org.jspecify.annotations.NullMarked;
