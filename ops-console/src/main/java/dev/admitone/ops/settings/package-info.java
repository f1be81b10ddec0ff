/** The settings of the console. */
@NullMarked
package dev.admitone.ops.settings;

import org.jspecify.annotations.NullMarked;
