package dev.admitone.processor.comparison;

import dev.admitone.processor.places.Committed;
import dev.admitone.processor.places.LastResult;
import java.util.Map;

/**
 * How far decisions have come, as the log shows: read before the ledger's places, which are moved
 * before anything of this is written.
 */
record LogMarks(Map<Integer, Committed> committed, Map<Integer, LastResult> lastResults) {}
