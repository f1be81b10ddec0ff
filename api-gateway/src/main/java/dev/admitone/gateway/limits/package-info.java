/** How often and how many at once callers may call: token buckets, places, in bounded memory. */
@NullMarked
package dev.admitone.gateway.limits;

import org.jspecify.annotations.NullMarked;
