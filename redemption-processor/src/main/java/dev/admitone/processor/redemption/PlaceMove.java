package dev.admitone.processor.redemption;

import org.jspecify.annotations.Nullable;

/**
 * A partition's place in the ledger, and where a batch takes it.
 *
 * @param known the next offset as the lane knows it
 * @param next the next offset after the batch; never below the known one
 * @param last the last record before it that the lane has read; null: none that is new
 */
public record PlaceMove(int partition, long known, long next, @Nullable LastRecord last) {}
