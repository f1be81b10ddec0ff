/** Tests. */
@NullMarked
package dev.admitone.gateway.call;

import org.jspecify.annotations.NullMarked;
