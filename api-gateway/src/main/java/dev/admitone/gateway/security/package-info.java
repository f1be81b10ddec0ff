/** The callers of calls, and which calls need which token. */
@NullMarked
package dev.admitone.gateway.security;

import org.jspecify.annotations.NullMarked;
