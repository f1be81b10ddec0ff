package dev.admitone.system.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of the services, from the metadata that Spring's processor makes of their classes.
 */
final class SettingsReference {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String OWN = "admit-one";
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");
  private static final Map<String, String> TYPES =
      Map.of(
          "java.lang.String", "text",
          "java.lang.Integer", "number",
          "java.lang.Long", "number",
          "java.lang.Boolean", "true or false",
          "java.time.Duration", "duration",
          "java.nio.file.Path", "file",
          "org.springframework.core.io.Resource", "file",
          "org.springframework.util.unit.DataSize", "size",
          "java.util.List<java.lang.String>", "list",
          "java.util.Map<java.lang.String,java.lang.String>", "map");

  private final Map<String, JsonNode> properties = new TreeMap<>();
  private final Map<String, JsonNode> groups = new TreeMap<>();

  private SettingsReference() {}

  /** Of all services on the class path. */
  static SettingsReference read() throws IOException {
    SettingsReference reference = new SettingsReference();
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    for (URL url : Collections.list(classes.getResources(METADATA))) {
      try (InputStream json = url.openStream()) {
        JsonNode metadata = JsonMapper.shared().readTree(json);
        addOwn(metadata.path("properties"), reference.properties);
        addOwn(metadata.path("groups"), reference.groups);
      }
    }
    return reference;
  }

  private static void addOwn(JsonNode all, Map<String, JsonNode> own) {
    for (JsonNode each : all) {
      String name = each.path("name").asString();
      if (name.equals(OWN) || name.startsWith(OWN + ".")) {
        own.put(name, each);
      }
    }
  }

  /** Whether it is a setting, or the beginning of some. */
  boolean knows(String name) {
    return properties.containsKey(name) || groups.containsKey(name);
  }

  /** Whether it is the environment variable of a setting. */
  boolean knowsVariable(String name) {
    return properties.keySet().stream().map(SettingsReference::variable).anyMatch(name::equals);
  }

  private static String variable(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** A section for each group, each with a table. */
  String sections() {
    Map<String, List<JsonNode>> byGroup = new LinkedHashMap<>();
    groups.keySet().forEach(group -> byGroup.put(group, new ArrayList<>()));
    properties.forEach(
        (name, property) ->
            byGroup.computeIfAbsent(groupOf(name), _ -> new ArrayList<>()).add(property));
    StringBuilder sections = new StringBuilder();
    byGroup.forEach(
        (group, members) -> {
          if (!members.isEmpty()) {
            sections.append(section(group, members));
          }
        });
    return sections.toString();
  }

  /** The longest group that the name is in. */
  private String groupOf(String name) {
    return groups.keySet().stream()
        .filter(group -> name.startsWith(group + "."))
        .max(Comparator.comparingInt(String::length))
        .orElseThrow(() -> new IllegalStateException(name + " is in no group"));
  }

  private static String section(String group, List<JsonNode> members) {
    StringBuilder section = new StringBuilder();
    section
        .append("\n## ")
        .append(group)
        .append("\n\nOf ")
        .append(service(members.getFirst().path("sourceType").asString()))
        .append(".\n\n| setting | kind | default | what |\n|---|---|---|---|\n");
    for (JsonNode member : members) {
      section
          .append("| `")
          .append(member.path("name").asString())
          .append("` | ")
          .append(kind(member.path("type").asString()))
          .append(" | ")
          .append(byDefault(member.path("defaultValue")))
          .append(" | ")
          .append(what(member.path("description").asString("")))
          .append(" |\n");
    }
    return section.toString();
  }

  private static String service(String sourceType) {
    if (sourceType.startsWith("dev.admitone.gateway.")) {
      return "the gateway";
    }
    if (sourceType.startsWith("dev.admitone.ops.")) {
      return "the console";
    }
    return sourceType.startsWith("dev.admitone.processor.") ? "the processor" : "all services";
  }

  private static String kind(String type) {
    String kind = TYPES.get(type);
    if (kind == null) {
      throw new IllegalStateException("There is no word for the type " + type);
    }
    return kind;
  }

  private static String byDefault(JsonNode value) {
    String text = value.isMissingNode() ? "" : value.asString();
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static String what(String description) {
    return CODE.matcher(description).replaceAll("`$1`").replace("|", "\\|");
  }
}
