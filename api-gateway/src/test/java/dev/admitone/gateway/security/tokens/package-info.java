/** Tests. */
@NullMarked
package dev.admitone.gateway.security.tokens;

import org.jspecify.annotations.NullMarked;
