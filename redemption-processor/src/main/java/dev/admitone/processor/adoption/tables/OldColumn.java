package dev.admitone.processor.adoption.tables;

import org.jspecify.annotations.Nullable;

/**
 * A column of an old table.
 *
 * @param name as the catalog has it, not quoted
 * @param type in SQL
 * @param defaultValue an expression in SQL; null: none
 * @param generatedFrom the expression in SQL that the server computes the column by, so that no
 *     statement may write it; null: none
 * @param isRequired whether it refuses null, other than as a part of a key
 */
public record OldColumn(
    String name,
    String type,
    @Nullable String defaultValue,
    @Nullable String generatedFrom,
    boolean isRequired) {

  private static final String VARYING = "character varying";

  /** The name in SQL. */
  public String quoted() {
    return OldTable.quoted(name);
  }

  /** Whether the server computes it. */
  public boolean isGenerated() {
    return generatedFrom != null;
  }

  /** Whether any text can be stored in it. */
  public boolean isText() {
    return type.equals("text") || type.startsWith(VARYING);
  }

  /** The type in a view: without a length, since a cast that may cut a text uses no index. */
  public String typeInView() {
    return type.startsWith(VARYING) ? VARYING : type;
  }
}
