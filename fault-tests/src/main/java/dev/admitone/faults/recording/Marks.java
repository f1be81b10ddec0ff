package dev.admitone.faults.recording;

import java.util.Set;
import java.util.function.Predicate;

/**
 * How what a run did on purpose is recognized in topics and ledger.
 *
 * @param hostileKeyPrefix begins the keys of records that are no possible requests
 * @param isNamesake whether the user's signup may meet a name that is taken
 * @param codesOfSql codes that SQL uses beside the log
 * @param secrets what no text may hold
 */
public record Marks(
    String hostileKeyPrefix,
    Predicate<String> isNamesake,
    Set<String> codesOfSql,
    Set<String> secrets) {

  /** Takes copies. */
  public Marks {
    codesOfSql = Set.copyOf(codesOfSql);
    secrets = Set.copyOf(secrets);
  }
}
