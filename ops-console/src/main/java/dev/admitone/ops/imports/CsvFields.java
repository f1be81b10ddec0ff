package dev.admitone.ops.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a line of comma-separated values. None of the columns that there are has an end of
 * a line in a value, so a quote that is not closed is wrong.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvFields {

  private static final char QUOTE = '"';

  /** What an export writes before text that a spreadsheet would take for a formula. */
  private static final String TEXT_MARK = "'";

  private CsvFields() {}

  /** Empty if the quotes are not as they have to be. */
  static Optional<List<String>> of(String line) {
    List<String> fields = new ArrayList<>();
    int place = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      if (place < line.length() && line.charAt(place) == QUOTE) {
        int end = quoted(line, place + 1, field);
        if (end < 0 || (end < line.length() && line.charAt(end) != ',')) {
          return Optional.empty();
        }
        place = end;
      } else {
        int comma = line.indexOf(',', place);
        int end = comma < 0 ? line.length() : comma;
        field.append(line, place, end);
        if (field.indexOf("\"") >= 0) {
          return Optional.empty();
        }
        place = end;
      }
      fields.add(unmarked(field.toString().strip()));
      if (place >= line.length()) {
        return Optional.of(fields);
      }
      place++;
    }
  }

  /** Returns the place behind the closing quote; -1 if there is none. */
  private static int quoted(String line, int begin, StringBuilder field) {
    for (int i = begin; i < line.length(); i++) {
      char each = line.charAt(i);
      if (each != QUOTE) {
        field.append(each);
      } else if (i + 1 < line.length() && line.charAt(i + 1) == QUOTE) {
        field.append(QUOTE);
        i++;
      } else {
        return i + 1;
      }
    }
    return -1;
  }

  private static String unmarked(String field) {
    return field.startsWith(TEXT_MARK) ? field.substring(1) : field;
  }
}
