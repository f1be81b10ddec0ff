package dev.admitone.faults.history;

import java.util.Set;

/**
 * What the run did on purpose, and what would else be a broken promise.
 *
 * @param hostile places of records that are no possible requests
 * @param namesakes users whose signup may meet a name that is taken
 * @param codesOfSql codes that SQL uses beside the log; their limits stay as they were created
 */
public record Intended(Set<Place> hostile, Set<String> namesakes, Set<String> codesOfSql) {

  /** Nothing of the kind. */
  public static final Intended NOTHING = new Intended(Set.of(), Set.of(), Set.of());

  /** Takes copies. */
  public Intended {
    hostile = Set.copyOf(hostile);
    namesakes = Set.copyOf(namesakes);
    codesOfSql = Set.copyOf(codesOfSql);
  }
}
