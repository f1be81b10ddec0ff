/** Redis as the ledger: one script decides, each write is synced before its reply. */
@NullMarked
package dev.admitone.benchmarks.peers.redis;

import org.jspecify.annotations.NullMarked;
