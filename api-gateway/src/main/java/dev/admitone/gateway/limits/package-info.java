/** How often somebody may call: token buckets, as many as there are callers, in bounded memory. */
@NullMarked
package dev.admitone.gateway.limits;

import org.jspecify.annotations.NullMarked;
