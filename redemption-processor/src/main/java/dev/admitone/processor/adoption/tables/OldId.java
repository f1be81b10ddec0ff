package dev.admitone.processor.adoption.tables;

/** What a row's id is in an old table, and how it is written as a UUID and read back. */
public enum OldId {
  UUID("%s", "%s"),
  NUMBER("uuid_of_number(%s::bigint)", "number_of_uuid(%s)");

  private final String toUuid;
  private final String fromUuid;

  OldId(String toUuid, String fromUuid) {
    this.toUuid = toUuid;
    this.fromUuid = fromUuid;
  }

  /**
   * The kind of the column's type.
   *
   * @throws AdoptionImpossibleException if ids of this type cannot be adopted
   */
  public static OldId of(OldTable table, String columnName) {
    OldColumn column = table.required(columnName);
    return switch (column.type()) {
      case "uuid" -> UUID;
      case "bigint", "integer", "smallint" -> NUMBER;
      default ->
          throw new AdoptionImpossibleException(
              "%s.%s is of the type %s; uuid, bigint and integer can be adopted."
                  .formatted(table.qualified(), columnName, column.type()),
              null);
    };
  }

  /** The UUID of the id that the expression has, in SQL. */
  public String toUuid(String expression) {
    return toUuid.formatted(expression);
  }

  /** The id of the UUID that the expression has, in SQL. */
  public String fromUuid(String expression) {
    return fromUuid.formatted(expression);
  }
}
