/** Tests of the lean route. */
@NullMarked
package dev.admitone.gateway.lean;

import org.jspecify.annotations.NullMarked;
