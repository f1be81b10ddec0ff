/** Tests. */
@NullMarked
package dev.admitone.gateway.http;

import org.jspecify.annotations.NullMarked;
