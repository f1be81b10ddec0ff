@NullMarked
package dev.admitone.benchmarks.charts;

import org.jspecify.annotations.NullMarked;
