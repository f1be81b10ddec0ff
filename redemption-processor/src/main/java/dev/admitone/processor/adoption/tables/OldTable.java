package dev.admitone.processor.adoption.tables;

import java.util.List;
import java.util.Optional;

/**
 * A table that the older application wrote.
 *
 * @param name without its schema: of the table itself, also while a view has its first name
 * @param columns in their order
 * @param triggers those of the older application that are enabled
 * @param constraints those that rows of Admit One may break
 * @param restrictsRows whether row-level security is on
 */
public record OldTable(
    String schema,
    String name,
    List<OldColumn> columns,
    List<Trigger> triggers,
    List<Constraint> constraints,
    boolean restrictsRows) {

  /**
   * A trigger.
   *
   * @param name as the catalog has it, not quoted
   * @param enabling the words that enable it again as it was, in SQL
   */
  public record Trigger(String name, String enabling) {}

  /**
   * A check constraint, or a foreign key of a column that Admit One fills.
   *
   * @param name as the catalog has it, not quoted
   * @param definition in SQL
   */
  public record Constraint(String name, String definition, boolean isForeignKey) {}

  /** The name in SQL, with the schema. */
  public String qualified() {
    return quoted(schema) + "." + quoted(name);
  }

  /** The column of this name, if there is one. */
  public Optional<OldColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** The columns that a statement may write. */
  public List<OldColumn> written() {
    return columns.stream().filter(column -> !column.isGenerated()).toList();
  }

  /** The columns that the server computes. */
  public List<OldColumn> generated() {
    return columns.stream().filter(OldColumn::isGenerated).toList();
  }

  /**
   * The column of this name, which statements write.
   *
   * @throws AdoptionImpossibleException if there is none
   */
  public OldColumn required(String columnName) {
    OldColumn found = column(columnName).orElseThrow(() -> impossible("has no column", columnName));
    if (found.isGenerated()) {
      throw impossible("has a generated column", columnName);
    }
    return found;
  }

  private AdoptionImpossibleException impossible(String why, String columnName) {
    return new AdoptionImpossibleException(
        "%s %s %s, so it cannot be adopted.".formatted(qualified(), why, columnName), null);
  }

  /** An identifier in SQL. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
