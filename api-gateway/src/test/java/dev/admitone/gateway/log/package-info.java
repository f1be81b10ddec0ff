/** Tests. */
@NullMarked
package dev.admitone.gateway.log;

import org.jspecify.annotations.NullMarked;
