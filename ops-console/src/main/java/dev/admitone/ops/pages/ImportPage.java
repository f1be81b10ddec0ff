package dev.admitone.ops.pages;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.imports.ImportReport;
import org.jspecify.annotations.Nullable;

/**
 * Imports codes.
 *
 * @param fileName of the file that was sent; empty: none was
 * @param report what became of it; null: none was sent
 */
public record ImportPage(Frame frame, String fileName, @Nullable ImportReport report) {

  /** How many lines make no invite. */
  public long badLines() {
    return report == null ? 0 : report.bad().values().stream().mapToLong(each -> each).sum();
  }
}
