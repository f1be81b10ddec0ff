package dev.admitone.system.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service wrote into its log, which is ECS JSON; without one line for each decision. */
record LogLines(List<Line> lines) {

  private static final String DECISIONS = "dev.admitone.decisions";
  private static final Pattern LEFT_OUT = Pattern.compile("Left out (\\d+) more lines");

  record Line(Instant at, String logger, String message) {}

  static LogLines of(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("{")) {
        JsonNode json = JsonMapper.shared().readTree(line);
        lines.add(
            new Line(
                Instant.parse(json.path("@timestamp").asString()),
                json.path("log").path("logger").asString(),
                json.path("message").asString()));
      }
    }
    return new LogLines(lines.stream().filter(line -> !line.logger().equals(DECISIONS)).toList());
  }

  LogLines since(Instant begin) {
    return new LogLines(lines.stream().filter(line -> !line.at().isBefore(begin)).toList());
  }

  long mostInAMinute() {
    return lines.stream()
        .mapToLong(
            first ->
                lines.stream()
                    .filter(line -> !line.at().isBefore(first.at()))
                    .filter(line -> line.at().isBefore(first.at().plus(Duration.ofMinutes(1))))
                    .count())
        .max()
        .orElse(0);
  }

  /** How many more there would have been, as far as it was said. */
  int leftOut() {
    return lines.stream()
        .map(line -> LEFT_OUT.matcher(line.message()))
        .filter(Matcher::lookingAt)
        .mapToInt(said -> Integer.parseInt(said.group(1)))
        .sum();
  }

  Map<String, Long> byLogger() {
    return lines.stream()
        .collect(Collectors.groupingBy(Line::logger, TreeMap::new, Collectors.counting()));
  }
}
