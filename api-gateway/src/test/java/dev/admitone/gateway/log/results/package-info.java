/** Tests. */
@NullMarked
package dev.admitone.gateway.log.results;

import org.jspecify.annotations.NullMarked;
