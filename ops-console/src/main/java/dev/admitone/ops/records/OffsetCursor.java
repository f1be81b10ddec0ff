package dev.admitone.ops.records;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a search goes on: an offset for each partition that has more. */
public final class OffsetCursor {

  private static final Pattern PLACE = Pattern.compile("(\\d{1,5})-(\\d{1,18})");
  private static final String SEPARATOR = "_";

  /** As many as a topic can be expected to have. */
  private static final int PLACES_MAX = 1_000;

  private OffsetCursor() {}

  /** The form in which a caller sends it back, such as {@code 0-123_4-17}. */
  static String text(Map<Integer, Long> offsets) {
    return new TreeMap<>(offsets)
        .entrySet().stream()
            .map(place -> place.getKey() + "-" + place.getValue())
            .collect(Collectors.joining(SEPARATOR));
  }

  /** Reads what {@link #text} wrote; empty if it is something else. */
  public static Optional<Map<Integer, Long>> parse(String text) {
    Map<Integer, Long> offsets = new HashMap<>();
    for (String place : text.split(SEPARATOR, PLACES_MAX)) {
      Matcher matcher = PLACE.matcher(place);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      offsets.put(Integer.valueOf(matcher.group(1)), Long.valueOf(matcher.group(2)));
    }
    return Optional.of(offsets);
  }
}
