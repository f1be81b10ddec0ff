/** Tests. */
@NullMarked
package dev.admitone.gateway.kafka;

import org.jspecify.annotations.NullMarked;
