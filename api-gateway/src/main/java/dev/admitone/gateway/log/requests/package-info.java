/** Appends requests to the log, and watches what becomes of that. */
@NullMarked
package dev.admitone.gateway.log.requests;

import org.jspecify.annotations.NullMarked;
