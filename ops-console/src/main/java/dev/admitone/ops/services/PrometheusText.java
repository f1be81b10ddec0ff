package dev.admitone.ops.services;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the text form of metrics. A line that is none is passed over: a service of a newer release
 * may write more.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
final class PrometheusText {

  private PrometheusText() {}

  /** The lines whose names begin with one of the prefixes. */
  static List<Sample> read(String text, List<String> prefixes) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (prefixes.stream().anyMatch(line::startsWith)) {
        try {
          samples.add(sample(line));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
          // No line of this form.
        }
      }
    }
    return samples;
  }

  private static Sample sample(String line) {
    int brace = line.indexOf('{');
    int blank = line.indexOf(' ');
    if (brace < 0 || blank < brace) {
      return new Sample(line.substring(0, blank), Map.of(), value(line.substring(blank + 1)));
    }
    Map<String, String> labels = new HashMap<>();
    int end = labels(line, brace + 1, labels);
    return new Sample(line.substring(0, brace), labels, value(line.substring(end + 1)));
  }

  /** Reads labels up to the closing brace, and returns where that is. */
  private static int labels(String line, int begin, Map<String, String> labels) {
    int place = begin;
    while (line.charAt(place) != '}') {
      int equals = line.indexOf('=', place);
      String name = line.substring(place, equals);
      StringBuilder value = new StringBuilder();
      place = equals + 2;
      while (line.charAt(place) != '"') {
        if (line.charAt(place) == '\\') {
          place++;
          value.append(line.charAt(place) == 'n' ? '\n' : line.charAt(place));
        } else {
          value.append(line.charAt(place));
        }
        place++;
      }
      labels.put(name, value.toString());
      place++;
      if (line.charAt(place) == ',') {
        place++;
      }
    }
    return place;
  }

  /** A time may stand behind the value. */
  private static double value(String text) {
    String stripped = text.strip();
    int blank = stripped.indexOf(' ');
    String number = blank < 0 ? stripped : stripped.substring(0, blank);
    return switch (number) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(number);
    };
  }
}
