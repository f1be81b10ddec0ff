package dev.admitone.processor.healing.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.processor.healing.Finding;
import dev.admitone.processor.healing.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Prints each line as it comes, so that a list of any length takes no memory. */
final class PrintedReport implements Report, AutoCloseable {

  private final PrintStream terminal;
  private final @Nullable PrintStream file;
  private long findings;

  private PrintedReport(PrintStream terminal, @Nullable PrintStream file) {
    this.terminal = terminal;
    this.file = file;
  }

  /** Prints on standard output, and the findings into the file, too, if there is one. */
  static PrintedReport to(@Nullable Path file) throws IOException {
    PrintStream copy =
        file == null ? null : new PrintStream(Files.newOutputStream(file), false, UTF_8);
    return new PrintedReport(System.out, copy);
  }

  @Override
  public void say(String line) {
    terminal.println(line);
  }

  @Override
  public void found(Finding finding) {
    String line = "  " + finding.inWords();
    terminal.println(line);
    if (file != null) {
      file.println(finding.inWords());
    }
    findings++;
  }

  /** Says how many findings there were; a dry run does not look for all. */
  void end(boolean dryRun) throws IOException {
    if (findings > 0) {
      say("%d lines above name what no log contains.".formatted(findings));
    } else if (!dryRun) {
      say("Nothing is lost: the logs had all of it.");
    }
    if (file != null && file.checkError()) {
      throw new IOException("the disk is full, or the file was taken away");
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
