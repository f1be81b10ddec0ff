/** Brings the changes that were made by SQL into the log. */
@NullMarked
package dev.admitone.processor.sweep;

import org.jspecify.annotations.NullMarked;
