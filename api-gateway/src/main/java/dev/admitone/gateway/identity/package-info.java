/** Who calls: which tokens are believed, and until when. */
@NullMarked
package dev.admitone.gateway.identity;

import org.jspecify.annotations.NullMarked;
