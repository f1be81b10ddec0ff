/** Tests. */
@NullMarked
package dev.admitone.gateway.limits;

import org.jspecify.annotations.NullMarked;
