package dev.admitone.ops.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** The paths of pages. What names something is encoded: a user id may have any character. */
public final class Paths {

  private Paths() {}

  /** The page of a code. */
  public static String code(String code) {
    return "/codes/" + UriUtils.encode(code, UTF_8);
  }

  /** The page that repairs the count of a code. */
  public static String countRepair(String code) {
    return code(code) + "/count-repair";
  }

  /**
   * The page of a user. Its id is a parameter: in a path, an id with a slash or a semicolon is
   * refused before a controller sees it.
   */
  public static String user(String userId) {
    return with("/users", "id", userId);
  }

  /** The page of a request. */
  public static String request(UUID requestId) {
    return "/requests/" + requestId;
  }

  /** The page of a request of which the ledger may not have a decision. */
  public static String request(UUID requestId, int partition, long offset) {
    return "%s?at=%d-%d".formatted(request(requestId), partition, offset);
  }

  /** The page of a topic's records from that one on. */
  public static String record(String topic, int partition, long offset) {
    return "/topics/%s?partition=%d&offset=%d"
        .formatted(UriUtils.encode(topic, UTF_8), partition, offset);
  }

  /** The page of one record of a topic. */
  public static String oneRecord(String topic, int partition, long offset) {
    return "/topics/%s/records/%d-%d".formatted(UriUtils.encode(topic, UTF_8), partition, offset);
  }

  /** A path with one parameter. */
  public static String with(String path, String name, String value) {
    return path
        + (path.contains("?") ? "&" : "?")
        + UriUtils.encode(name, UTF_8)
        + "="
        + UriUtils.encode(value, UTF_8);
  }

  /** A path with parameters; those that are null are left out. */
  public static String with(String path, Map<String, @Nullable String> parameters) {
    Map<String, String> there = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (value != null) {
            there.put(name, value);
          }
        });
    return there.isEmpty()
        ? path
        : there.entrySet().stream()
            .map(
                each ->
                    UriUtils.encode(each.getKey(), UTF_8)
                        + "="
                        + UriUtils.encode(each.getValue(), UTF_8))
            .collect(Collectors.joining("&", path + "?", ""));
  }
}
