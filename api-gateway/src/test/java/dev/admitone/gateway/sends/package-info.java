/** Tests. */
@NullMarked
package dev.admitone.gateway.sends;

import org.jspecify.annotations.NullMarked;
