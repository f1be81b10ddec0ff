/** A run from its first section to its report; each section has a process of its own. */
@NullMarked
package dev.admitone.benchmarks.run;

import org.jspecify.annotations.NullMarked;
