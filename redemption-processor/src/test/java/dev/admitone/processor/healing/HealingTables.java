package dev.admitone.processor.healing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads a table of cases: cells between bars, lines of comment behind a {@code #}. */
final class HealingTables {

  private HealingTables() {}

  static Stream<List<String>> lines(String file) throws IOException {
    try (InputStream resource = HealingTables.class.getResourceAsStream(file)) {
      String table = new String(requireNonNull(resource).readAllBytes(), UTF_8);
      return table
          .lines()
          .filter(line -> line.contains("|") && !line.startsWith("# "))
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList());
    }
  }
}
