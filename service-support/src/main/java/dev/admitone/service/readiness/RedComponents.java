package dev.admitone.service.readiness;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

/** Counts what readiness lacks. */
final class RedComponents {

  private static final String GROUP = "readiness";

  private RedComponents() {}

  /** The group's components that are not up; NaN where the service has no such group. */
  static double count(HealthEndpoint health) {
    HealthDescriptor readiness = health.healthForPath(GROUP);
    return readiness == null ? Double.NaN : red(readiness);
  }

  /** A group that is red without a red component counts as one. */
  private static double red(HealthDescriptor readiness) {
    if (readiness.getStatus().equals(Status.UP)) {
      return 0;
    }
    return Math.max(
        1, readiness instanceof CompositeHealthDescriptor group ? red(group.getComponents()) : 0);
  }

  private static double red(@Nullable Map<String, HealthDescriptor> components) {
    return components == null
        ? 0
        : components.values().stream()
            .filter(component -> !component.getStatus().equals(Status.UP))
            .count();
  }
}
