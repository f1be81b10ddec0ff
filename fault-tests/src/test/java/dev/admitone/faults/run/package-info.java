/** Tests. */
@NullMarked
package dev.admitone.faults.run;

import org.jspecify.annotations.NullMarked;
