@NullMarked
package dev.admitone.benchmarks.sections;

import org.jspecify.annotations.NullMarked;
