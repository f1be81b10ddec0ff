/** Which tokens are believed: signatures, keys of the issuer, and rules for the claims. */
@NullMarked
package dev.admitone.gateway.security.tokens;

import org.jspecify.annotations.NullMarked;
