package dev.admitone.system.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.schemas.topics.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of metrics in the reference and the meters of services that have just started, both
 * ways.
 */
@Tag("services")
class MetricsPageTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`\\S+`.*?) \\| (\\w+(?:, \\w+)*) \\|.*\\|$");
  private static final Pattern NAME = Pattern.compile("`(\\S+?)`");
  private static final Pattern TAGS = Pattern.compile("\\{(.*)}");
  private static final String OWN = "admitone.";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** Whose values follow from what the service does when it starts. */
  private static final Set<String> NOT_AT_ZERO =
      Set.of(
          "admitone.results.window.size",
          "admitone.results.window.entries",
          "admitone.invites.size",
          "admitone.invites.max.size",
          "admitone.calls.max",
          "admitone.waiters.max",
          "admitone.broker.certificate.remaining",
          "admitone.database.commits",
          "admitone.database.rollbacks",
          "admitone.database.sessions",
          "admitone.verification.age",
          "admitone.verification.pages");

  private final HttpClient client = HttpClient.newHttpClient();

  /** A metric's tags, each with its values; none where the page leaves them open. */
  private record Metric(Map<String, Set<String>> tags) {}

  @Test
  void eachSeriesOfThePageIsThereFromTheStartAtZeroAndNoOther(@TempDir Path directory)
      throws Exception {
    Map<String, Map<String, Metric>> page = page();
    Map<StackPort, Integer> freePorts = new EnumMap<>(StackPort.class);
    List.of(StackPort.values()).forEach(port -> freePorts.put(port, 0));
    StackSettings settings =
        new StackSettings(directory, freePorts, "127.0.0.1", TopicNames.WITHOUT_PREFIX, false);
    try (LocalStack stack = LocalStack.begin(settings)) {
      stack.awaitReady();
      compare(page.getOrDefault("processor", Map.of()), stack.processorManagement());
      compare(page.getOrDefault("gateway", Map.of()), stack.gatewayManagement());
      compare(page.getOrDefault("console", Map.of()), stack.consoleManagement());
      URI lag = metrics(stack.processorManagement(), "/admitone.lag.records");
      await()
          .atMost(LONGEST_WAIT)
          .untilAsserted(() -> assertThat(tags(read(lag)).get("partition")).hasSize(24));
    }
  }

  private void compare(Map<String, Metric> described, URI management) throws Exception {
    await().atMost(LONGEST_WAIT).until(() -> names(management).containsAll(own(described)));
    assertThat(names(management)).containsExactlyInAnyOrderElementsOf(own(described));
    for (String name : own(described)) {
      JsonNode meter = read(metrics(management, "/" + name));
      Map<String, Set<String>> tags = tags(meter);
      Map<String, Set<String>> expected = requireNonNull(described.get(name)).tags();
      assertThat(tags.keySet()).as(name).isEqualTo(expected.keySet());
      expected.forEach(
          (tag, values) -> {
            if (!values.isEmpty()) {
              assertThat(tags.get(tag)).as(name).isEqualTo(values);
            }
          });
      for (JsonNode measurement : meter.path("measurements")) {
        if (!NOT_AT_ZERO.contains(name)) {
          assertThat(measurement.path("value").asDouble(-1)).as(name).isZero();
        }
      }
    }
  }

  private static Set<String> own(Map<String, Metric> described) {
    Set<String> own = new TreeSet<>(described.keySet());
    own.removeIf(name -> !name.startsWith(OWN));
    return own;
  }

  private Set<String> names(URI management) throws Exception {
    Set<String> names = new TreeSet<>();
    for (JsonNode name : read(metrics(management, "")).path("names")) {
      if (name.asString().startsWith(OWN)) {
        names.add(name.asString());
      }
    }
    return names;
  }

  /** Without the one that says which service it is. */
  private static Map<String, Set<String>> tags(JsonNode meter) {
    Map<String, Set<String>> tags = new TreeMap<>();
    for (JsonNode tag : meter.path("availableTags")) {
      Set<String> values = new TreeSet<>();
      tag.path("values").forEach(value -> values.add(value.asString()));
      tags.put(tag.path("tag").asString(), values);
    }
    tags.remove("application");
    return tags;
  }

  private static URI metrics(URI management, String path) {
    return management.resolve("/actuator/metrics" + path);
  }

  private JsonNode read(URI uri) throws IOException, InterruptedException {
    return JsonMapper.shared()
        .readTree(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
  }

  /** The table's metrics by service. */
  private static Map<String, Map<String, Metric>> page() throws IOException {
    String reference = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
    String table = reference.substring(reference.indexOf("| metric | service |"));
    Map<String, Map<String, Metric>> page = new TreeMap<>();
    for (MatchResult row : ROW.matcher(table).results().toList()) {
      Metric metric = new Metric(describedTags(row.group(1)));
      for (MatchResult name : NAME.matcher(row.group(1)).results().toList()) {
        for (String service : row.group(2).split(", ", -1)) {
          page.computeIfAbsent(service, _ -> new TreeMap<>()).put(name.group(1), metric);
        }
      }
    }
    return page;
  }

  /** Of {@code {tag: value, value}}, of {@code {tag, tag}}, or of nothing. */
  private static Map<String, Set<String>> describedTags(String cell) {
    Map<String, Set<String>> tags = new TreeMap<>();
    for (MatchResult group : TAGS.matcher(cell).results().toList()) {
      List<String> parts = new ArrayList<>(List.of(group.group(1).split(": ", 2)));
      if (parts.size() == 1) {
        Set.of(parts.getFirst().split(", ")).forEach(tag -> tags.put(tag, Set.of()));
      } else {
        tags.put(parts.getFirst(), new TreeSet<>(Set.of(parts.getLast().split(", "))));
      }
    }
    return tags;
  }
}
