/** Tests. */
@NullMarked
package dev.admitone.gateway.memory;

import org.jspecify.annotations.NullMarked;
