/**
 * The lean route: takes the calls that come most often before the filters and the controllers of
 * all other calls, and needs no thread for a call that waits. It takes only calls that it can carry
 * out; what is wrong with a call is said by the general route, to which each other call goes on.
 */
@NullMarked
package dev.admitone.gateway.lean;

import org.jspecify.annotations.NullMarked;
