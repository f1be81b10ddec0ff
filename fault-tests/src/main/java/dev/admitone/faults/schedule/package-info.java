/** Which faults a run injects and when: from a seed alone. */
@NullMarked
package dev.admitone.faults.schedule;

import org.jspecify.annotations.NullMarked;
