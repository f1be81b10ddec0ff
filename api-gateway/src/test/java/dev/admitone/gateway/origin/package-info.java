/** Tests. */
@NullMarked
package dev.admitone.gateway.origin;

import org.jspecify.annotations.NullMarked;
