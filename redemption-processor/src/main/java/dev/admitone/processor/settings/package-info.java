/** What operators set, as the features of the processor take it. */
@NullMarked
package dev.admitone.processor.settings;

import org.jspecify.annotations.NullMarked;
