package dev.admitone.gateway.web;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Adds to the metrics of HTTP calls what was decided: an outcome, a reason, PENDING, or none. */
public final class DecisionTag extends DefaultServerRequestObservationConvention {

  private static final String ATTRIBUTE = DecisionTag.class.getName();
  private static final String KEY = "decision";

  public static void set(HttpServletRequest request, String decision) {
    request.setAttribute(ATTRIBUTE, decision);
  }

  /** Empty if nothing was decided. */
  static Optional<String> of(HttpServletRequest request) {
    Object decision = request.getAttribute(ATTRIBUTE);
    return decision == null ? Optional.empty() : Optional.of(decision.toString());
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
    HttpServletRequest request = context.getCarrier();
    String decision = request == null ? null : of(request).orElse(null);
    return super.getLowCardinalityKeyValues(context)
        .and(KeyValue.of(KEY, decision == null ? KeyValue.NONE_VALUE : decision));
  }
}
