package dev.admitone.ops.imports;

import dev.admitone.ops.export.ExportFormat;
import dev.admitone.ops.imports.BoundedLines.Line;
import dev.admitone.ops.imports.ImportLine.Bad;
import dev.admitone.ops.imports.ImportLine.Code;
import dev.admitone.ops.problem.RefusedCallException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file in batches of lines with codes, and finds the lines that are bad by themselves. */
final class CodeLines {

  /** How many codes one import takes. */
  static final int CODES_MAX = 1_000_000;

  private final BoundedLines file;
  private final LineParser parser;
  private final Findings findings;
  private final SeenCodes seen = new SeenCodes();

  private CodeLines(BoundedLines file, LineParser parser, Findings findings) {
    this.file = file;
    this.parser = parser;
    this.findings = findings;
  }

  /**
   * Begins to read.
   *
   * @throws RefusedCallException if the first line of CSV does not name the columns
   */
  static CodeLines of(ExportFormat format, InputStream bytes, Findings findings)
      throws IOException {
    BoundedLines file = new BoundedLines(bytes);
    return switch (format) {
      case JSON_LINES -> new CodeLines(file, new JsonLineParser(), findings);
      case CSV -> {
        findings.line();
        yield new CodeLines(file, columns(file.next()), findings);
      }
    };
  }

  private static LineParser columns(@Nullable Line first) {
    return CsvLineParser.of(first == null || first.text() == null ? "" : first.text())
        .orElseThrow(
            () ->
                RefusedCallException.invalid(
                    "The first line must name the columns: code, and any of maxUses, startsAt,"
                        + " expiresAt"));
  }

  /** The next lines with codes; none at the end of the file. */
  List<Code> batch(int codesMax) throws IOException {
    List<Code> batch = new ArrayList<>(codesMax);
    while (batch.size() < codesMax) {
      Line line = file.next();
      if (line == null) {
        break;
      }
      findings.line();
      add(line, batch);
    }
    return batch;
  }

  private void add(Line line, List<Code> batch) {
    String text = line.text();
    if (text == null) {
      findings.bad(Bad.unread(line.number(), BadReason.TOO_LONG));
      return;
    }
    if (text.isBlank()) {
      // Such as the last line of many files.
      return;
    }
    switch (parser.parse(line.number(), text)) {
      case Bad bad -> findings.bad(bad);
      case Code code -> {
        if (isNew(code)) {
          batch.add(code);
        }
      }
    }
  }

  private boolean isNew(Code line) {
    if (seen.count() == CODES_MAX) {
      findings.bad(line, seen.contains(line.code()) ? BadReason.DUPLICATE : BadReason.TOO_MANY);
      return false;
    }
    if (!seen.add(line.code())) {
      findings.bad(line, BadReason.DUPLICATE);
      return false;
    }
    return true;
  }
}
