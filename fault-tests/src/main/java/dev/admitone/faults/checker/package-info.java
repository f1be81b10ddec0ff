/**
 * Decides from a recorded history alone whether the promises P1 to P9 were kept. Knows none of the
 * product's classes, so that it shares none of their errors.
 */
@NullMarked
package dev.admitone.faults.checker;

import org.jspecify.annotations.NullMarked;
