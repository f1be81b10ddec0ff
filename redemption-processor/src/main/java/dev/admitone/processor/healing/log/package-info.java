/** The topics, as a healing reads and writes them. */
@NullMarked
package dev.admitone.processor.healing.log;

import org.jspecify.annotations.NullMarked;
