/** Reads the results topic, remembers the latest results, and wakes the calls that wait for one. */
@NullMarked
package dev.admitone.gateway.log.results;

import org.jspecify.annotations.NullMarked;
