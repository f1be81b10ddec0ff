/** Tests. */
@NullMarked
package dev.admitone.gateway.security;

import org.jspecify.annotations.NullMarked;
