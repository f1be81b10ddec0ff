/** Tests. */
@NullMarked
package dev.admitone.gateway.log.requests;

import org.jspecify.annotations.NullMarked;
