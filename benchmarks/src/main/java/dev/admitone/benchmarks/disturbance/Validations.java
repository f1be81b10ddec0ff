package dev.admitone.benchmarks.disturbance;

import dev.admitone.benchmarks.testbed.Keys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates some codes repeatedly, for their number of uses. For one thread. */
final class Validations implements AutoCloseable {

  /** Few, so that each is asked about often. */
  private static final int CODES = 10;

  private static final Pattern USES = Pattern.compile("\"currentUses\":(\\d+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String service = Keys.services().getFirst();
  private final URI path;
  private final String codePrefix;
  private final Map<Integer, Long> seen = new HashMap<>();
  private int count;
  private int backwards;

  Validations(int port, String codePrefix) {
    this.path = URI.create("http://127.0.0.1:%d/api/invites/validate".formatted(port));
    this.codePrefix = codePrefix;
  }

  /** Validates the next code. */
  void ask() throws IOException, InterruptedException {
    int number = count % CODES;
    HttpRequest question =
        HttpRequest.newBuilder(path)
            // As a service: an address without a token may validate less often.
            .header("Authorization", service)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"code\":\"%s%d\"}".formatted(codePrefix, number)))
            .build();
    String response = client.send(question, HttpResponse.BodyHandlers.ofString()).body();
    Matcher uses = USES.matcher(response);
    if (!uses.find()) {
      throw new IllegalStateException("No uses in " + response);
    }
    long now = Long.parseLong(uses.group(1));
    Long before = seen.put(number, now);
    if (before != null && now < before) {
      backwards++;
    }
    count++;
  }

  int count() {
    return count;
  }

  /** How often there were fewer uses than before. */
  int backwards() {
    return backwards;
  }

  @Override
  public void close() {
    client.close();
  }
}
