@NullMarked
package dev.admitone.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
