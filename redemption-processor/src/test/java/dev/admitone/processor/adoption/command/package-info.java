/** The command line of an adoption. */
@NullMarked
package dev.admitone.processor.adoption.command;

import org.jspecify.annotations.NullMarked;
