@NullMarked
package dev.admitone.benchmarks.http;

import org.jspecify.annotations.NullMarked;
