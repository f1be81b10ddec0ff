package dev.admitone.ops.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file line by line, with a bound for each line: a file without an end of a line takes no
 * memory. A line ends with LF, CR LF or CR; a byte order mark before the first is left out.
 */
final class BoundedLines {

  /** Longer than any line with the members that there are. */
  static final int LINE_LENGTH_MAX = 2_000;

  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int END = -1;

  private final Reader reader;
  private final StringBuilder line = new StringBuilder();
  private boolean afterReturn;
  private boolean atBegin = true;
  private long number;

  BoundedLines(InputStream file) {
    this.reader = new BufferedReader(new InputStreamReader(file, UTF_8), 1 << 16);
  }

  /**
   * A line.
   *
   * @param text null: it is too long
   */
  record Line(long number, @Nullable String text) {}

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    line.setLength(0);
    boolean tooLong = false;
    int length = 0;
    while (true) {
      int each = read();
      if (each == END && length == 0) {
        return null;
      }
      if (each == END || each == '\n' || each == '\r') {
        afterReturn = each == '\r';
        number++;
        return new Line(number, tooLong ? null : line.toString());
      }
      length = 1;
      if (line.length() < LINE_LENGTH_MAX) {
        line.append((char) each);
      } else {
        tooLong = true;
      }
    }
  }

  /** Without the mark at the begin, and without the LF behind a CR. */
  private int read() throws IOException {
    int each = reader.read();
    if (atBegin) {
      atBegin = false;
      each = each == BYTE_ORDER_MARK ? reader.read() : each;
    }
    if (afterReturn) {
      afterReturn = false;
      each = each == '\n' ? reader.read() : each;
    }
    return each;
  }
}
