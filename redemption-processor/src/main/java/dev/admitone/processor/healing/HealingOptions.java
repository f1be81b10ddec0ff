package dev.admitone.processor.healing;

import java.util.Map;

/**
 * What the operator asks for beside the healing.
 *
 * @param dryRun only say what would be done
 * @param newId give the ledger another id first: it is a copy
 * @param skipTo the place that a partition gets first, by partition
 */
public record HealingOptions(boolean dryRun, boolean newId, Map<Integer, Long> skipTo) {

  /** Keeps a copy. */
  public HealingOptions {
    skipTo = Map.copyOf(skipTo);
  }
}
