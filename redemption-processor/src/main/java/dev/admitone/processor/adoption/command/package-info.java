/** The adoption as a command of the processor. */
@NullMarked
package dev.admitone.processor.adoption.command;

import org.jspecify.annotations.NullMarked;
