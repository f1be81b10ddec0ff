package dev.admitone.benchmarks.report;

import java.util.Formatter;
import java.util.Locale;
import java.util.StringJoiner;

/** Markdown that is written from top to bottom. */
final class Page {

  /** Behind a figure whose sides had not stopped growing. */
  static final String NOT_STEADY = "**(not steady)**";

  private final StringBuilder text = new StringBuilder();

  void heading(String title) {
    text.append("\n## ").append(title).append("\n\n");
  }

  void subheading(String title) {
    text.append("### ").append(title).append("\n\n");
  }

  void paragraph(String sentences) {
    text.append(sentences.strip()).append("\n\n");
  }

  /** Begins a table; the first column is text, the others are numbers. */
  void tableHead(String... columns) {
    row((Object[]) columns);
    StringJoiner rule = new StringJoiner("|", "|", "|\n");
    for (int i = 0; i < columns.length; i++) {
      rule.add(i == 0 ? "---" : "--:");
    }
    text.append(rule);
  }

  void row(Object... cells) {
    StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    text.append(row);
  }

  void tableEnd() {
    text.append('\n');
  }

  void image(String title, String path) {
    text.append("![").append(title).append("](").append(path).append(")\n\n");
  }

  /** With so many digits behind the point, and commas between thousands. */
  static String number(double value, int digits) {
    try (Formatter formatter = new Formatter(Locale.ROOT)) {
      return switch (digits) {
        case 0 -> formatter.format("%,.0f", value).toString();
        case 1 -> formatter.format("%,.1f", value).toString();
        default -> formatter.format("%,.2f", value).toString();
      };
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
