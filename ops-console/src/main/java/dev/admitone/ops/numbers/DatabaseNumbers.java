package dev.admitone.ops.numbers;

import java.time.Duration;
import java.util.Map;

/**
 * What the server has counted for the ledger's database, of all sessions together, since its
 * statistics began.
 *
 * @param commits transactions that were committed
 * @param rollbacks transactions that were rolled back
 * @param deadlocks that the server ended
 * @param conflicts statements that a standby cancelled for the sake of its replay
 * @param temporaryFiles that statements wrote, because their memory was too small
 * @param temporaryBytes in these files
 * @param sessions open ones, now
 * @param functionCalls of {@code use_invite_code}, of all functions with this name; counted where
 *     the server's {@code track_functions} is {@code pl} or {@code all}
 * @param functionTime that these calls have taken together
 * @param functionErrors calls of it that ended with an error, which the function itself counts, by
 *     SQLSTATE or {@code other}; empty where it does not
 */
record DatabaseNumbers(
    long commits,
    long rollbacks,
    long deadlocks,
    long conflicts,
    long temporaryFiles,
    long temporaryBytes,
    long sessions,
    long functionCalls,
    Duration functionTime,
    Map<String, Long> functionErrors) {

  /** Copies the errors. */
  DatabaseNumbers {
    functionErrors = Map.copyOf(functionErrors);
  }
}
