package dev.admitone.local.ops.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path of a call with its parameters, encoded. */
public final class CallPath {

  private final String path;
  private final List<String> parameters;

  private CallPath(String path, List<String> parameters) {
    this.path = path;
    this.parameters = parameters;
  }

  /** Below the console's API: the segments may have any character. */
  public static CallPath of(String... segments) {
    StringBuilder path = new StringBuilder("/api/ops");
    for (String segment : segments) {
      path.append('/').append(encoded(segment));
    }
    return new CallPath(path.toString(), List.of());
  }

  /** With one more parameter, unless the value is null. */
  public CallPath with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    List<String> more = new ArrayList<>(parameters);
    more.add(name + "=" + encoded(value.toString()));
    return new CallPath(path, List.copyOf(more));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
  }
}
