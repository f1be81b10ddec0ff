/** Tests of the settings. */
@NullMarked
package dev.admitone.ops.settings;

import org.jspecify.annotations.NullMarked;
