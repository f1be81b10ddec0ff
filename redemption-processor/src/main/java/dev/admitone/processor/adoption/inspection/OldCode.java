package dev.admitone.processor.adoption.inspection;

import org.jspecify.annotations.Nullable;

/**
 * An invite as the old table names it.
 *
 * @param id as text
 * @param spelling null: it has no code
 * @param hasLimitBelowZero what no invite of Admit One can have
 */
public record OldCode(String id, @Nullable String spelling, boolean hasLimitBelowZero) {

  /** For a report. */
  public String inWords() {
    return spelling == null ? "id " + id : "'%s' (id %s)".formatted(spelling, id);
  }
}
