/** Tells whether a code could be redeemed. */
@NullMarked
package dev.admitone.gateway.validity;

import org.jspecify.annotations.NullMarked;
