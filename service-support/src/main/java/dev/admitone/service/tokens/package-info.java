/** Which tokens are believed: signatures, keys of the issuer, and rules for the claims. */
@NullMarked
package dev.admitone.service.tokens;

import org.jspecify.annotations.NullMarked;
