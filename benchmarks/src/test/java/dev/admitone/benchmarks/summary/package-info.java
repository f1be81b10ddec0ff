@NullMarked
package dev.admitone.benchmarks.summary;

import org.jspecify.annotations.NullMarked;
