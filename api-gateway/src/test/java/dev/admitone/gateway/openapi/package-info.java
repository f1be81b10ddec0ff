/** Tests. */
@NullMarked
package dev.admitone.gateway.openapi;

import org.jspecify.annotations.NullMarked;
