/** Appends requests to the log, reads their results, and tells who waits for one. */
@NullMarked
package dev.admitone.gateway.kafka;

import org.jspecify.annotations.NullMarked;
