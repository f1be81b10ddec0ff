/** Tables of primitive values, for what would otherwise be an object for each caller or request. */
@NullMarked
package dev.admitone.gateway.memory;

import org.jspecify.annotations.NullMarked;
