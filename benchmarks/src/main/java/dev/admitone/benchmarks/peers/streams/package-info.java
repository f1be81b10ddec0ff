/** Kafka Streams as the ledger: its stores decide, exactly once. */
@NullMarked
package dev.admitone.benchmarks.peers.streams;

import org.jspecify.annotations.NullMarked;
