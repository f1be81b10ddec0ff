@NullMarked
package dev.admitone.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
