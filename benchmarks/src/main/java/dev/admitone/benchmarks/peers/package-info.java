/** Other ways to redeem a code, as people build them, on the same machine. */
@NullMarked
package dev.admitone.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
