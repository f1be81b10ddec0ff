/** Tests of what the console reads of the database's own counters. */
@NullMarked
package dev.admitone.ops.numbers;

import org.jspecify.annotations.NullMarked;
