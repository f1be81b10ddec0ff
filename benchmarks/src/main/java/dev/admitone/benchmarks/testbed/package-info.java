/** The test bed of a run: broker, database, machine, and the processor time that they use. */
@NullMarked
package dev.admitone.benchmarks.testbed;

import org.jspecify.annotations.NullMarked;
