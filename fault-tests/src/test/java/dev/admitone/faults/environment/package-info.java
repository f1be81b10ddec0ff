/** Tests. */
@NullMarked
package dev.admitone.faults.environment;

import org.jspecify.annotations.NullMarked;
