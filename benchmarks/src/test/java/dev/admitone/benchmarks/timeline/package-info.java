@NullMarked
package dev.admitone.benchmarks.timeline;

import org.jspecify.annotations.NullMarked;
