package dev.admitone.ops.export;

import dev.admitone.ops.problem.RefusedCallException;
import org.jspecify.annotations.Nullable;

/** The forms of a file. */
public enum ExportFormat {
  /** Comma-separated values. */
  CSV("csv", ExportFormat.CSV_TYPE),
  /** A line of JSON for each item. */
  JSON_LINES("jsonl", ExportFormat.JSON_LINES_TYPE);

  /** The media type of CSV. */
  public static final String CSV_TYPE = "text/csv";

  /** The media type of lines of JSON. */
  public static final String JSON_LINES_TYPE = "application/jsonl";

  private final String word;
  private final String mediaType;

  ExportFormat(String word, String mediaType) {
    this.word = word;
    this.mediaType = mediaType;
  }

  /**
   * Reads the parameter of a call; without one it is CSV.
   *
   * @throws RefusedCallException if there is no such form
   */
  public static ExportFormat of(@Nullable String typed) {
    if (typed == null) {
      return CSV;
    }
    for (ExportFormat each : values()) {
      if (each.word.equals(typed)) {
        return each;
      }
    }
    throw RefusedCallException.invalid("format must be csv or jsonl");
  }

  /** The end of a file's name. */
  String extension() {
    return word;
  }

  String contentType() {
    return mediaType + ";charset=UTF-8";
  }
}
