/** The log as the console reads it: single records, and the result of a request. */
@NullMarked
package dev.admitone.ops.log;

import org.jspecify.annotations.NullMarked;
