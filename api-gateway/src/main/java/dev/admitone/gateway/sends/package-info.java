/** What became of the requests that were sent, and what it says of the log and of the clocks. */
@NullMarked
package dev.admitone.gateway.sends;

import org.jspecify.annotations.NullMarked;
