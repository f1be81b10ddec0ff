/** Tells the log of the changes that were made by SQL. */
@NullMarked
package dev.admitone.processor.sweep;

import org.jspecify.annotations.NullMarked;
