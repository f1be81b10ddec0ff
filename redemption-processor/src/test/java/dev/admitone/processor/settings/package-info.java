/** Tests of the settings. */
@NullMarked
package dev.admitone.processor.settings;

import org.jspecify.annotations.NullMarked;
