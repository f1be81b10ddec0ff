/** The audit as a command of the processor. */
@NullMarked
package dev.admitone.processor.audit.command;

import org.jspecify.annotations.NullMarked;
