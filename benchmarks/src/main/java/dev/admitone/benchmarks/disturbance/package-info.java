/** What users notice of one caller's flood, or of a healing. */
@NullMarked
package dev.admitone.benchmarks.disturbance;

import org.jspecify.annotations.NullMarked;
