package dev.admitone.gateway.origin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The origins whose pages may call: named ones, and patterns such as {@code https://*.example.org},
 * in which the star stands for one label of the host. A pattern whose star would stand for whole
 * domains with many owners, such as {@code https://*.org}, is none.
 */
public final class AllowedOrigins {

  /** Stands for all origins. */
  public static final String ALL = "*";

  private static final String STAR = "*.";
  private static final String STAR_ORIGIN = "://" + STAR;

  private final Set<WebOrigin> named = new HashSet<>();
  private final List<WebOrigin> patterns = new ArrayList<>();
  private final boolean all;

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if one is no origin and no such pattern; the message names it
   */
  public AllowedOrigins(List<String> settings) {
    this.all = settings.contains(ALL);
    for (String setting : settings) {
      if (setting.equals(ALL)) {
        continue;
      }
      boolean pattern = setting.contains(STAR_ORIGIN);
      // Of a pattern the rest has to be an origin, and more than one label.
      String text = pattern ? setting.replaceFirst("://\\*\\.", "://") : setting;
      Optional<WebOrigin> origin = text.contains("*") ? Optional.empty() : WebOrigin.parse(text);
      if (origin.isEmpty() || (pattern && !origin.get().host().contains("."))) {
        throw new IllegalArgumentException(
            "must be like https://app.example.org, without a path (with * instead of the first of"
                + " at least three labels, or * alone for all; a name with other letters in"
                + " Punycode), but one is "
                + setting);
      }
      if (pattern) {
        patterns.add(origin.get());
      } else {
        named.add(origin.get());
      }
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return !all && named.isEmpty() && patterns.isEmpty();
  }

  /** Whether every page may call. */
  public boolean isAll() {
    return all;
  }

  /**
   * Whether the setting names the origin, or a pattern fits it. {@link #ALL} counts for nothing.
   */
  public boolean names(String origin) {
    Optional<WebOrigin> parsed = WebOrigin.parse(origin);
    return parsed.isPresent()
        && (named.contains(parsed.get())
            || patterns.stream().anyMatch(pattern -> fits(parsed.get(), pattern)));
  }

  private static boolean fits(WebOrigin origin, WebOrigin pattern) {
    int dot = origin.host().indexOf('.');
    return dot > 0
        && origin.host().substring(dot + 1).equals(pattern.host())
        && origin.scheme().equals(pattern.scheme())
        && origin.port() == pattern.port();
  }
}
