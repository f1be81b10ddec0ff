package dev.admitone.processor.adoption.inspection;

/** What a report tells of the old tables, in the order of the report. */
public enum FindingKind {
  COLLISION("codes that are one code once they are canonical: held back until --code decides"),
  NO_CANONICAL_FORM("codes without a canonical form: held back until --code gives them another"),
  NEGATIVE_LIMIT(
      "codes whose limit is below 0: held back until the old table is corrected, which is"
          + " invites_before_adoption after the switch"),
  SPELLING("codes that get another spelling; the old one is kept in invite_old_codes"),
  DUPLICATE("uses beside an earlier one of the same user and invite: moved to adopted_duplicates"),
  WRONG_COUNT("codes whose current_uses is not the number of users with a use: recounted"),
  OVER_LIMIT("codes with more uses than their limit: adopted, and no further use is granted"),
  ORPHAN("uses without an invite, or without a user: left in the old table"),
  FOREIGN_KEY("foreign keys of other tables on the old ones: they do not see invites made later"),
  DEPENDENT_VIEW("views on the old tables: they keep the rows of before; make them again"),
  TRIGGER("triggers of the old tables: they do not fire from the switch to the way back"),
  RULE("rules of the old tables: the way back leaves out those that later rows break"),
  ROW_SECURITY("tables with row-level security: no rights are carried over to their views");

  private final String words;

  FindingKind(String words) {
    this.words = words;
  }

  /** What is found, and what becomes of it. */
  public String inWords() {
    return words;
  }

  /** Whether the code cannot be used until it is decided. */
  public boolean holdsBack() {
    return this == COLLISION || this == NO_CANONICAL_FORM || this == NEGATIVE_LIMIT;
  }
}
