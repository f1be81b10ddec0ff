/** Tests. */
@NullMarked
package dev.admitone.gateway.identity;

import org.jspecify.annotations.NullMarked;
