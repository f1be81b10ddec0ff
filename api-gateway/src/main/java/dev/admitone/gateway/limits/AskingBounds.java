package dev.admitone.gateway.limits;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How many places those have that only ask how a request stands. Each kind of place lies within the
 * one before it, so that those who ask never take the places of those who redeem: connections,
 * calls in flight, calls that ask, calls that ask and wait.
 *
 * @param calls how many calls that ask may be open at once
 * @param waiters how many of them may wait
 */
public record AskingBounds(int calls, int waiters) {

  private static final String PREFIX = "admit-one.gateway.";

  /**
   * Checks the settings against each other.
   *
   * @param waiters how many may wait; null: three quarters of the calls that ask
   * @param connections how many connections the web server takes at most
   * @throws InvalidConfigurationPropertyValueException if one leaves no place for another, with
   *     what to set
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
              + ": a call that is too many needs a connection to be told so");
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
