/** Other usual ways to redeem a code, on the same machine. */
@NullMarked
package dev.admitone.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
