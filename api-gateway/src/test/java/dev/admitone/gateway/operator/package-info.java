/** Tests. */
@NullMarked
package dev.admitone.gateway.operator;

import org.jspecify.annotations.NullMarked;
