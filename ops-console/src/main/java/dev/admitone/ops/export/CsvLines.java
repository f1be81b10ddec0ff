package dev.admitone.ops.export;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of comma-separated values.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvLines {

  private static final String LINE_END = "\r\n";
  private static final String QUOTED = "\",\r\n";

  /**
   * A spreadsheet takes text that begins with one of these for a formula, and would carry it out. A
   * user id or a creator may be any text.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
   */
  private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final char TEXT_MARK = '\'';

  private CsvLines() {}

  /** The names of the columns. */
  static <T> String first(List<Column<T>> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(",", "", LINE_END));
  }

  /** The values of an item. */
  static <T> String of(T item, List<Column<T>> columns) {
    return columns.stream()
        .map(column -> field(column.value().apply(item)))
        .collect(Collectors.joining(",", "", LINE_END));
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof String text ? quoted(guarded(text)) : quoted(value.toString());
  }

  /** Text alone: a number may be negative. */
  private static String guarded(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? TEXT_MARK + text : text;
  }

  private static String quoted(String text) {
    boolean needed = text.chars().anyMatch(each -> QUOTED.indexOf(each) >= 0);
    return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
