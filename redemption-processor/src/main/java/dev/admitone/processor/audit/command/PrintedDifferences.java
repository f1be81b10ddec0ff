package dev.admitone.processor.audit.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.processor.audit.AuditReport;
import dev.admitone.processor.audit.Difference;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Prints each line as it comes, so that a report of any length takes no memory. */
final class PrintedDifferences implements AuditReport, AutoCloseable {

  private final @Nullable PrintStream file;

  private PrintedDifferences(@Nullable PrintStream file) {
    this.file = file;
  }

  /** Prints on standard output, and differences into the file, too, if there is one. */
  static PrintedDifferences to(@Nullable Path file) throws IOException {
    return new PrintedDifferences(
        file == null ? null : new PrintStream(Files.newOutputStream(file), false, UTF_8));
  }

  @Override
  public void say(String line) {
    System.out.println(line);
  }

  @Override
  public void found(Difference difference) {
    System.out.println("  " + difference.inWords());
    if (file != null) {
      file.println(difference.inWords());
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
