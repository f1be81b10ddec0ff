package dev.admitone.processor.sweep;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sweep reaches the log where the lanes may not write requests.
 *
 * @param producer what its producer has beside and instead of the other producers' settings, such
 *     as {@code sasl.jaas.config} with a principal of its own
 */
@ConfigurationProperties("admit-one.processor.refreshes")
record RefreshProperties(@DefaultValue Map<String, String> producer) {

  RefreshProperties {
    producer = Map.copyOf(producer);
  }

  /** Not the values: a login is among them. */
  @Override
  public String toString() {
    return "RefreshProperties[producer=%s]".formatted(producer.keySet());
  }
}
