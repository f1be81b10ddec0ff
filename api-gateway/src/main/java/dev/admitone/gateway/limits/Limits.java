package dev.admitone.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The token buckets of all callers of this gateway. Behind a balancer a caller gets as much from
 * each gateway. A bucket that was not used for long enough to be full is forgotten, which changes
 * nothing; where there are too many, the least used go first and come back full.
 */
public final class Limits {

  private final Policy user;
  private final Policy service;
  private final Policy address;
  private final Policy askingUser;
  private final Policy askingService;
  private final long unknownCodeExtra;
  private final TimeMeter time;
  private final Cache<Owner, Bucket> buckets;

  private record Owner(Policy policy, String name) {}

  Limits(LimitProperties settings, TimeMeter time) {
    this.user = new Policy("user", settings.userBurst(), settings.userRefill());
    this.service = new Policy("service", settings.serviceBurst(), settings.serviceRefill());
    this.address = new Policy("address", settings.addressBurst(), settings.addressRefill());
    // Buckets of their own: status calls take nothing from redemptions.
    this.askingUser = new Policy("user-asks", settings.userBurst(), settings.userRefill());
    this.askingService =
        new Policy("service-asks", settings.serviceBurst(), settings.serviceRefill());
    this.unknownCodeExtra = settings.unknownCodeCost() - 1L;
    this.time = time;
    Duration refillMax =
        Stream.of(user, service, address)
            .map(Policy::refill)
            .max(Duration::compareTo)
            .orElseThrow();
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(settings.maxBuckets())
            // From the deepest debt that is possible.
            .expireAfterAccess(refillMax.multipliedBy(2))
            .ticker(time::currentTimeNanos)
            .build();
  }

  /** A call for the user. */
  public BucketState takeUser(String userId) {
    return take(new Owner(user, userId));
  }

  /** A call of the service. */
  public BucketState takeService(String subject) {
    return take(new Owner(service, subject));
  }

  /** A status call of the user. */
  public BucketState takeAskingUser(String subject) {
    return take(new Owner(askingUser, subject));
  }

  /** A status call of the service. */
  public BucketState takeAskingService(String subject) {
    return take(new Owner(askingService, subject));
  }

  /** An anonymous call. */
  public BucketState takeAddress(String name) {
    return take(new Owner(address, name));
  }

  /** The user's call was about a code that does not exist. */
  public void chargeUser(String userId) {
    charge(new Owner(user, userId));
  }

  /** The service's call was about a code that does not exist. */
  public void chargeService(String subject) {
    charge(new Owner(service, subject));
  }

  /** The anonymous call was about a code that does not exist. */
  public void chargeAddress(String name) {
    charge(new Owner(address, name));
  }

  /** How many buckets there are, about. */
  long bucketCount() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private BucketState take(Owner owner) {
    ConsumptionProbe probe = bucket(owner).tryConsumeAndReturnRemaining(1);
    return new BucketState(
        owner.policy(),
        probe.isConsumed(),
        Math.max(0, probe.getRemainingTokens()),
        Duration.ofNanos(probe.getNanosToWaitForReset()),
        Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** An empty bucket goes into debt, at most by as many tokens as it has when it is full. */
  private void charge(Owner owner) {
    Bucket bucket = bucket(owner);
    long available = bucket.getAvailableTokens() + owner.policy().burst();
    long extra = Math.min(unknownCodeExtra, available);
    if (extra > 0) {
      bucket.consumeIgnoringRateLimits(extra);
    }
  }

  private Bucket bucket(Owner owner) {
    return buckets.get(owner, this::full);
  }

  private Bucket full(Owner owner) {
    Policy policy = owner.policy();
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(policy.burst()).refillGreedy(policy.burst(), policy.refill()))
        .withCustomTimePrecision(time)
        .build();
  }
}
