/** What the database's own counters say, as metrics. */
@NullMarked
package dev.admitone.ops.numbers;

import org.jspecify.annotations.NullMarked;
