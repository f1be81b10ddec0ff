/** Tests. */
@NullMarked
package dev.admitone.faults.recording;

import org.jspecify.annotations.NullMarked;
