package dev.admitone.local.ops.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of cells, each column as wide as its longest cell. On a screen that is too narrow the widest
 * columns are wrapped.
 */
final class Table {

  private static final String GAP = "  ";
  private static final int WIDTH_MIN = 8;

  private final Terminal terminal;
  private final List<List<String>> rows;
  private final int[] widths;

  private Table(Terminal terminal, List<String> names, List<List<String>> rows) {
    this.terminal = terminal;
    this.rows = rows;
    this.widths = new int[names.isEmpty() ? rows.getFirst().size() : names.size()];
    widen(names);
    rows.forEach(this::widen);
    if (terminal.isScreen()) {
      narrow(terminal.columns() - GAP.length() * (widths.length - 1));
    }
  }

  /** Prints rows below the names of their columns; each row has a cell for each name. */
  static void print(Terminal terminal, List<String> names, List<List<String>> rows) {
    Table table = new Table(terminal, names, rows);
    table.row(names).forEach(line -> terminal.say(terminal.bold(line)));
    table.printRows();
  }

  /** Prints names with their values; nothing where there are none. */
  static void printFields(Terminal terminal, List<List<String>> namesAndValues) {
    if (!namesAndValues.isEmpty()) {
      new Table(terminal, List.of(), namesAndValues).printRows();
    }
  }

  private void printRows() {
    for (List<String> cells : rows) {
      row(cells).forEach(terminal::say);
    }
  }

  private void widen(List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      widths[i] = Math.max(widths[i], cells.get(i).length());
    }
  }

  private void narrow(int all) {
    while (Arrays.stream(widths).sum() > all) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= WIDTH_MIN) {
        return;
      }
      widths[widest]--;
    }
  }

  /** The lines of one row: as many as its most wrapped cell needs. */
  private List<String> row(List<String> cells) {
    List<List<String>> wrapped = new ArrayList<>();
    int height = 0;
    for (int i = 0; i < cells.size(); i++) {
      List<String> lines = Texts.wrapped(cells.get(i), Math.max(1, widths[i]));
      wrapped.add(lines);
      height = Math.max(height, lines.size());
    }
    List<String> printed = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      printed.add(line(cells, wrapped, line));
    }
    return printed;
  }

  private String line(List<String> cells, List<List<String>> wrapped, int line) {
    StringBuilder printed = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      List<String> lines = wrapped.get(i);
      String text = line < lines.size() ? lines.get(line) : "";
      boolean last = i == cells.size() - 1;
      String padded = last ? text : text + " ".repeat(widths[i] - text.length()) + GAP;
      printed.append(terminal.tinted(cells.get(i), padded));
    }
    return printed.toString().stripTrailing();
  }
}
