package dev.admitone.processor.adoption.tables;

import java.util.List;
import java.util.Optional;

/**
 * A table that the older application wrote.
 *
 * @param name without its schema: of the table itself, also while a view has its first name
 * @param columns in their order
 * @param restrictsRows whether row-level security is on
 */
public record OldTable(String schema, String name, List<OldColumn> columns, boolean restrictsRows) {

  /** The name in SQL, with the schema. */
  public String qualified() {
    return quoted(schema) + "." + quoted(name);
  }

  /** The column of this name, if there is one. */
  public Optional<OldColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /**
   * The column of this name.
   *
   * @throws AdoptionImpossibleException if there is none
   */
  public OldColumn required(String columnName) {
    return column(columnName)
        .orElseThrow(
            () ->
                new AdoptionImpossibleException(
                    "%s has no column %s, so it cannot be adopted."
                        .formatted(qualified(), columnName),
                    null));
  }

  /** An identifier in SQL. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
