package dev.admitone.faults.history;

import java.time.Instant;

/** Ledger and log were apart, and were healed as an operator does it. */
public record Healing(Instant at) {}
