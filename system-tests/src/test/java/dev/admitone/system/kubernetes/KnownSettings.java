package dev.admitone.system.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All settings that the services and Spring Boot declare, from the metadata on the class path. The
 * page of all settings is compared with the same.
 */
final class KnownSettings {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  private final Map<String, JsonNode> properties = new TreeMap<>();

  private KnownSettings() {}

  static KnownSettings read() {
    KnownSettings known = new KnownSettings();
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    try {
      for (URL url : Collections.list(classes.getResources(METADATA))) {
        try (InputStream json = url.openStream()) {
          for (JsonNode each : JsonMapper.shared().readTree(json).path("properties")) {
            known.properties.put(each.path("name").asString(), each);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  /** Whether it is a setting, or one in a setting that is a map. */
  boolean has(String name) {
    return properties.containsKey(name)
        || properties.values().stream()
            .anyMatch(each -> isMap(each) && name.startsWith(name(each) + "."));
  }

  /** Whether it is the environment variable of such a setting. */
  boolean hasVariable(String variable) {
    return properties.values().stream()
        .anyMatch(
            each ->
                variable.equals(variable(name(each)))
                    || (isMap(each) && variable.startsWith(variable(name(each)) + "_")));
  }

  /** What the duration is by default. */
  Duration duration(String name) {
    JsonNode property = properties.get(name);
    if (property == null) {
      throw new IllegalArgumentException("no setting " + name);
    }
    return DurationStyle.detectAndParse(property.path("defaultValue").asString());
  }

  private static String name(JsonNode property) {
    return property.path("name").asString();
  }

  private static boolean isMap(JsonNode property) {
    return property.path("type").asString("").startsWith("java.util.Map<");
  }

  private static String variable(String name) {
    return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
