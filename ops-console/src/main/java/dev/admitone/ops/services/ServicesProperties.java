package dev.admitone.ops.services;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The services whose state the overview shows.
 *
 * @param gateways the management addresses of all gateways; {@code http://127.0.0.1:8090} where
 *     none is named
 * @param processors the management addresses of all processors; {@code http://127.0.0.1:8081} where
 *     none is named
 * @param interval how often they are asked
 * @param timeout after which one that does not respond is shown as such
 */
@ConfigurationProperties("admit-one.ops.services")
public record ServicesProperties(
    @Nullable List<String> gateways,
    @Nullable List<String> processors,
    @DefaultValue("5s") Duration interval,
    @DefaultValue("2s") Duration timeout) {

  private static final String PREFIX = "admit-one.ops.services.";
  private static final Duration INTERVAL_MIN = Duration.ofMillis(100);

  /** Checks the values. */
  public ServicesProperties {
    addresses("gateways", gateways, "");
    addresses("processors", processors, "");
    check(interval.compareTo(INTERVAL_MIN) >= 0, "interval must be at least 100ms");
    check(timeout.toMillis() >= 1, "timeout must be more than nothing");
  }

  List<Service> services() {
    return Stream.concat(
            addresses("gateways", gateways, "http://127.0.0.1:8090").stream()
                .map(address -> new Service("gateway", address)),
            addresses("processors", processors, "http://127.0.0.1:8081").stream()
                .map(address -> new Service("processor", address)))
        .toList();
  }

  private static List<URI> addresses(String name, @Nullable List<String> named, String otherwise) {
    if (named == null || named.isEmpty()) {
      return otherwise.isEmpty() ? List.of() : List.of(URI.create(otherwise));
    }
    return named.stream().map(address -> address(name, address)).toList();
  }

  private static URI address(String name, String named) {
    String rule = name + " must be addresses such as http://127.0.0.1:8090";
    try {
      URI address = URI.create(named.strip());
      check("http".equals(address.getScheme()) || "https".equals(address.getScheme()), rule);
      return address;
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(PREFIX + rule);
    }
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(PREFIX + otherwise);
    }
  }
}
