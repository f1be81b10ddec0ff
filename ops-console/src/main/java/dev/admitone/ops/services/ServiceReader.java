package dev.admitone.ops.services;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks all services how they are. One that does not respond does not hide the others. */
final class ServiceReader implements AutoCloseable {

  private static final String METRICS = "/actuator/prometheus";
  private static final String HEALTH = "/actuator/health";
  private static final String UP = "UP";

  private final HttpClient client;
  private final List<Service> services;
  private final Duration timeout;
  private final Clock clock;

  ServiceReader(List<Service> services, Duration timeout, Clock clock) {
    this.services = services;
    this.timeout = timeout;
    this.clock = clock;
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /** Asks each of them once, one after the other. */
  Reading read() {
    Map<Service, Totals> totals = new LinkedHashMap<>();
    List<PartState> health = new ArrayList<>();
    for (Service service : services) {
      try {
        health.add(health(service, get(service.at(HEALTH)).body()));
        HttpResponse<String> metrics = get(service.at(METRICS));
        if (metrics.statusCode() == 200) {
          totals.put(service, Totals.of(PrometheusText.read(metrics.body(), Totals.PREFIXES)));
        }
      } catch (IOException | JacksonException e) {
        health.add(
            new PartState(
                name(service),
                "NO RESPONSE",
                false,
                List.of("It does not respond at " + service.address() + ": " + e)));
      }
    }
    return new Reading(clock.instant(), totals, health);
  }

  private HttpResponse<String> get(URI address) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(timeout).build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** A service that is not well responds with 503 and the same body. */
  private static PartState health(Service service, String body) {
    JsonNode health = JsonMapper.shared().readTree(body);
    List<String> said = new ArrayList<>();
    for (Map.Entry<String, JsonNode> part : health.path("components").properties()) {
      String status = part.getValue().path("status").asString("");
      if (!UP.equals(status)) {
        said.add("%s is %s: %s".formatted(part.getKey(), status, part.getValue().path("details")));
      }
    }
    String status = health.path("status").asString("UNKNOWN");
    return new PartState(name(service), status, UP.equals(status), said);
  }

  private static String name(Service service) {
    @Nullable String host = service.address().getRawAuthority();
    return service.kind() + " " + (host == null ? service.address() : host);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
