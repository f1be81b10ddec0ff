/** Redeems codes, and tells what became of a request, at once or as server-sent events. */
@NullMarked
package dev.admitone.gateway.redemption;

import org.jspecify.annotations.NullMarked;
