/**
 * Restate as the ledger: a virtual object for each code. Its server has the Business Source License
 * 1.1, so nothing here installs it.
 */
@NullMarked
package dev.admitone.benchmarks.peers.restate;

import org.jspecify.annotations.NullMarked;
