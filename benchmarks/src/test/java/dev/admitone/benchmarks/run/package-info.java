@NullMarked
package dev.admitone.benchmarks.run;

import org.jspecify.annotations.NullMarked;
