/** The healing as a command of the processor. */
@NullMarked
package dev.admitone.processor.healing.command;

import org.jspecify.annotations.NullMarked;
