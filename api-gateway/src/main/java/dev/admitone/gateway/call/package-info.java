/**
 * What the calls of all features share: their headers and fields, and the responses about a
 * request.
 */
@NullMarked
package dev.admitone.gateway.call;

import org.jspecify.annotations.NullMarked;
