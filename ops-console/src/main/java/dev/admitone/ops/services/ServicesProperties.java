package dev.admitone.ops.services;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The services whose state the overview shows.
 *
 * @param gateways the management addresses of all gateways
 * @param processors the management addresses of all processors
 * @param interval how often they are asked
 * @param timeout after which one that does not respond is shown as such
 */
@ConfigurationProperties("admit-one.ops.services")
public record ServicesProperties(
    @DefaultValue("http://127.0.0.1:8090") List<URI> gateways,
    @DefaultValue("http://127.0.0.1:8081") List<URI> processors,
    @DefaultValue("5s") Duration interval,
    @DefaultValue("2s") Duration timeout) {

  private static final String PREFIX = "admit-one.ops.services.";

  /** Checks the values. */
  public ServicesProperties {
    gateways = checked("gateways", gateways);
    processors = checked("processors", processors);
    check(interval.toMillis() >= 100, "interval must be at least 100ms");
    check(timeout.toMillis() >= 1, "timeout must be more than nothing");
  }

  private static List<URI> checked(String name, List<URI> addresses) {
    for (URI address : addresses) {
      check(
          "http".equals(address.getScheme()) || "https".equals(address.getScheme()),
          name + " must be addresses such as http://127.0.0.1:8090");
    }
    return List.copyOf(addresses);
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(PREFIX + otherwise);
    }
  }
}
