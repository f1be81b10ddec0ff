/** The ways to redeem codes that are compared with each other, and what each of them promises. */
@NullMarked
package dev.admitone.benchmarks.contenders;

import org.jspecify.annotations.NullMarked;
