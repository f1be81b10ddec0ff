package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.UUID;

/**
 * An operator had the uses of an invite counted again.
 *
 * @param id the id of the request that asked for it
 * @param usesBefore what the invite counted
 * @param uses how many uses there are
 */
public record CountRepair(
    UUID id,
    UUID inviteId,
    long usesBefore,
    long uses,
    String repairedBy,
    String reason,
    Instant repairedAt) {

  /** Whether the count was wrong. */
  public boolean changesCount() {
    return usesBefore != uses;
  }
}
