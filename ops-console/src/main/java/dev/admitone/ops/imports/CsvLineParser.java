package dev.admitone.ops.imports;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads lines of CSV behind the one with the names of the columns. */
final class CsvLineParser implements LineParser {

  private static final String CODE = "code";
  private static final List<String> NAMES = List.of(CODE, "maxUses", "startsAt", "expiresAt");

  private final List<String> columns;

  private CsvLineParser(List<String> columns) {
    this.columns = columns;
  }

  /** Of a file whose first line is that; empty if it has no {@code code}, or another name. */
  static Optional<CsvLineParser> of(String first) {
    return CsvFields.of(first)
        .filter(columns -> columns.contains(CODE) && NAMES.containsAll(columns))
        .filter(columns -> columns.stream().distinct().count() == columns.size())
        .map(CsvLineParser::new);
  }

  @Override
  public ImportLine parse(long number, String line) {
    Optional<List<String>> fields =
        CsvFields.of(line).filter(found -> found.size() == columns.size());
    if (fields.isEmpty()) {
      return ImportLine.Bad.unread(number, BadReason.NOT_CSV);
    }
    List<String> found = fields.get();
    return new Values(
            value(found, CODE),
            value(found, "maxUses"),
            value(found, "startsAt"),
            value(found, "expiresAt"))
        .line(number);
  }

  private @Nullable String value(List<String> fields, String name) {
    int column = columns.indexOf(name);
    return column < 0 ? null : fields.get(column);
  }
}
