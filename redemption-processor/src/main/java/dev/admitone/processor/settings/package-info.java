/** The settings, as the features of the processor take them. */
@NullMarked
package dev.admitone.processor.settings;

import org.jspecify.annotations.NullMarked;
