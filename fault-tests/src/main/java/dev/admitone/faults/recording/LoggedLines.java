package dev.admitone.faults.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.admitone.faults.history.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Loggers' lines as texts of a history. */
public final class LoggedLines {

  private LoggedLines() {}

  /**
   * All lines of the files.
   *
   * @throws IOException if one cannot be read
   */
  public static List<Seen> of(List<Path> files) throws IOException {
    List<Seen> lines = new ArrayList<>();
    for (Path file : files) {
      try (Stream<String> all = Files.lines(file, ISO_8859_1)) {
        all.forEach(line -> lines.add(new Seen(file.getFileName() + ": a line", line)));
      }
    }
    return lines;
  }
}
