package dev.admitone.gateway.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a caller may call. Each bucket admits a burst of calls, and an empty one is full again
 * after its refill time.
 *
 * @param userBurst a user's redemptions, whether it calls itself or a service does for it
 * @param userRefill how long the empty bucket of a user takes to be full, in whole seconds
 * @param serviceBurst a service's redemptions, for any users
 * @param serviceRefill how long the empty bucket of a service takes to be full, in whole seconds
 * @param addressBurst anonymous questions about codes from one IPv4 address or one IPv6 /64
 * @param addressRefill how long the empty bucket of an address takes to be full, in whole seconds
 * @param unknownCodeCost what a call costs whose code does not exist, and a signup whose e-mail
 *     address or phone number has an account; any other costs 1
 * @param maxBuckets how many users, services and addresses this gateway counts at once, those whose
 *     buckets are not full; beyond it buckets that would be full next are taken for full. Each
 *     takes 32 bytes, and so does each of as many decisions that callers have seen
 * @param maxCallsInFlight how many calls may be open at once, waiting ones included; beyond it they
 *     are refused with 503 at once
 * @param maxAskingCalls how many of them may be status calls, event streams included; beyond it
 *     they are refused with 503 at once, while redemptions are still taken. By default half of
 *     max-calls-in-flight
 * @param maxWaitingPerUser how many status calls of one user may wait at once; beyond it they get
 *     their response without waiting
 */
@ConfigurationProperties("admit-one.gateway.limits")
public record LimitProperties(
    @DefaultValue("20") long userBurst,
    @DefaultValue("4s") Duration userRefill,
    @DefaultValue("2000") long serviceBurst,
    @DefaultValue("1s") Duration serviceRefill,
    @DefaultValue("60") long addressBurst,
    @DefaultValue("30s") Duration addressRefill,
    @DefaultValue("10") int unknownCodeCost,
    @DefaultValue("100000") int maxBuckets,
    @DefaultValue("2000") int maxCallsInFlight,
    @Nullable Integer maxAskingCalls,
    @DefaultValue("20") int maxWaitingPerUser) {

  private static final String PREFIX = "admit-one.gateway.limits.";
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Checks the values. */
  public LimitProperties {
    requireBucket("user", userBurst, userRefill);
    requireBucket("service", serviceBurst, serviceRefill);
    requireBucket("address", addressBurst, addressRefill);
    check(unknownCodeCost >= 1, "unknown-code-cost must be at least 1");
    check(maxBuckets >= 1, "max-buckets must be at least 1");
    check(maxCallsInFlight >= 1, "max-calls-in-flight must be at least 1");
    check(maxWaitingPerUser >= 1, "max-waiting-per-user must be at least 1");
    check(
        maxAskingCalls == null || (maxAskingCalls >= 1 && maxAskingCalls < maxCallsInFlight),
        "max-asking-calls must be at least 1 and below max-calls-in-flight, which is "
            + maxCallsInFlight
            + ": redemptions need the rest");
  }

  /** How many status calls may be open at once. */
  public int askingCalls() {
    return maxAskingCalls == null ? Math.max(1, maxCallsInFlight / 2) : maxAskingCalls;
  }

  private static void requireBucket(String name, long burst, Duration refill) {
    check(burst >= 1, name + "-burst must be at least 1");
    check(
        refill.isPositive() && refill.equals(Duration.ofSeconds(refill.toSeconds())),
        name + "-refill must be one or more whole seconds");
    check(
        burst / NANOS_PER_SECOND < refill.toSeconds(),
        name + "-burst must be below 1000000000 for each second of " + name + "-refill");
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(PREFIX + otherwise);
    }
  }
}
