/** Reads, again and again, what all services say of themselves: health and metrics. */
@NullMarked
package dev.admitone.ops.services;

import org.jspecify.annotations.NullMarked;
