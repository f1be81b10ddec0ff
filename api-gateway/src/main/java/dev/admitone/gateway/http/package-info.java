/** What callers see: controllers, and every answer and problem that they give. */
@NullMarked
package dev.admitone.gateway.http;

import org.jspecify.annotations.NullMarked;
