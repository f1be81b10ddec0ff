/** Bounds how many lines a service writes in an outage. */
@NullMarked
package dev.admitone.service.loglines;

import org.jspecify.annotations.NullMarked;
