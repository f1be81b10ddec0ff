package dev.admitone.gateway.limits;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How many status calls and event streams this gateway takes at once. Each bound lies within the
 * one before it, so that these calls never use up what redemptions need: connections, calls in
 * flight, status calls, status calls that wait.
 *
 * @param calls how many status calls may be open at once
 * @param waiters how many of them may wait
 */
public record AskingBounds(int calls, int waiters) {

  private static final String PREFIX = "admit-one.gateway.";

  /**
   * Checks the settings against each other.
   *
   * @param waiters how many may wait; null: three quarters of the status calls
   * @param connections how many connections the web server takes at most
   * @throws InvalidConfigurationPropertyValueException if one bound leaves nothing for another,
   *     with what to set
   */
  public static AskingBounds of(
      LimitProperties limits, @Nullable Integer waiters, int connections) {
    int calls = limits.askingCalls();
    if (connections <= limits.maxCallsInFlight()) {
      throw new InvalidConfigurationPropertyValueException(
          PREFIX + "limits.max-calls-in-flight",
          limits.maxCallsInFlight(),
          "it must be below server.tomcat.max-connections, which is "
              + connections
              + ": a call beyond the bound needs a connection to receive its refusal");
    }
    if (waiters != null && waiters > calls) {
      throw new InvalidConfigurationPropertyValueException(
          PREFIX + "max-asking-waiters",
          waiters,
          "it must not be above admit-one.gateway.limits.max-asking-calls, which is " + calls);
    }
    return new AskingBounds(calls, waiters == null ? Math.max(1, calls * 3 / 4) : waiters);
  }
}
