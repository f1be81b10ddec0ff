package dev.admitone.gateway.limits;

import dev.admitone.gateway.memory.KeyedHash;
import dev.admitone.gateway.memory.TimedTable;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The token buckets of all callers of this gateway. Behind a balancer a caller gets as much from
 * each gateway. A bucket that is full again is forgotten, which changes nothing; where there are
 * too many, the one that is full next of those beside it comes back full. A flood of names thus
 * frees no caller that is at its limit, unless the flood is at its limit, too.
 *
 * <p>A bucket belongs to a name's hash of 128 bits under a key that no caller knows, so no caller
 * can choose a name that shares another one's bucket.
 */
public final class Limits {

  private final Kind user;
  private final Kind service;
  private final Kind address;
  private final Kind askingUser;
  private final Kind askingService;
  private final long unknownCodeExtra;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private final KeyedHash hashes = new KeyedHash();
  private final TimedTable buckets;

  /** A kind of names: the same name is another bucket's in another kind. */
  private record Kind(int number, Rate rate) {

    static Kind of(int number, String name, long burst, Duration refill) {
      return new Kind(number, new Rate(new Policy(name, burst, refill)));
    }
  }

  /**
   * @param nanoTime nanoseconds since any start, as {@link System#nanoTime}
   */
  Limits(LimitProperties settings, LongSupplier nanoTime) {
    this.user = Kind.of(0, "user", settings.userBurst(), settings.userRefill());
    this.service = Kind.of(1, "service", settings.serviceBurst(), settings.serviceRefill());
    this.address = Kind.of(2, "address", settings.addressBurst(), settings.addressRefill());
    // Buckets of their own: status calls take nothing from redemptions.
    this.askingUser = Kind.of(3, "user-asks", settings.userBurst(), settings.userRefill());
    this.askingService =
        Kind.of(4, "service-asks", settings.serviceBurst(), settings.serviceRefill());
    this.unknownCodeExtra = settings.unknownCodeCost() - 1L;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.buckets = new TimedTable(settings.maxBuckets());
  }

  /** A call for the user. */
  public BucketState takeUser(String userId) {
    return take(user, userId);
  }

  /** A call of the service. */
  public BucketState takeService(String subject) {
    return takeService(subject, 1);
  }

  /** As many calls of the service: all of them or none. */
  public BucketState takeService(String subject, int count) {
    return take(service, subject, count);
  }

  /** As many calls of the service were counted and not made. */
  public void returnService(String subject, int count) {
    var _ =
        buckets.on(
            hashes.of(service.number, subject),
            bucket -> service.rate.giveBack(bucket, count, now()));
  }

  /** How many calls of a service can be counted at once. */
  public long serviceBurst() {
    return service.rate.policy().burst();
  }

  /** A status call of the user. */
  public BucketState takeAskingUser(String subject) {
    return take(askingUser, subject);
  }

  /** A status call of the service. */
  public BucketState takeAskingService(String subject) {
    return take(askingService, subject);
  }

  /** An anonymous call. */
  public BucketState takeAddress(String name) {
    return take(address, name);
  }

  /** The user's call was about a code that does not exist. */
  public void chargeUser(String userId) {
    charge(user, userId);
  }

  /** The service's call was about a code that does not exist. */
  public void chargeService(String subject) {
    charge(service, subject);
  }

  /** The anonymous call was about a code that does not exist. */
  public void chargeAddress(String name) {
    charge(address, name);
  }

  /** How many buckets are not full. */
  long bucketCount() {
    return buckets.count(now());
  }

  private BucketState take(Kind kind, String name) {
    return take(kind, name, 1);
  }

  private BucketState take(Kind kind, String name, int count) {
    return buckets.on(hashes.of(kind.number, name), bucket -> kind.rate.take(bucket, count, now()));
  }

  /** An empty bucket goes into debt, at most by as many tokens as it has when it is full. */
  private void charge(Kind kind, String name) {
    var _ =
        buckets.on(
            hashes.of(kind.number, name),
            bucket -> kind.rate.charge(bucket, unknownCodeExtra, now()));
  }

  /**
   * Asked while no other thread sees the bucket. A thread that asked before and then had to wait
   * would find the bucket as empty as it was that long ago.
   */
  private long now() {
    return nanoTime.getAsLong() - startNanos;
  }
}
