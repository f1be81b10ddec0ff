package dev.admitone.gateway.limits;

import dev.admitone.gateway.memory.TimedTable;
import java.math.BigInteger;
import java.time.Duration;

/**
 * The arithmetic of a policy's buckets: the generic cell rate algorithm. A bucket is no more than
 * the time at which it is full again, so one that is full needs no memory.
 *
 * <p>What a bucket lacks is counted in units of which both a token and a nanosecond are a whole
 * number, so tokens come back evenly and without a rounding error that adds up.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, annex A</a>
 */
final class Rate {

  /** A bucket may lack twice its capacity, and that has to be a long. */
  private static final int CAPACITY_BITS_MAX = Long.SIZE - 2;

  private final Policy policy;
  private final long unitsPerToken;
  private final long unitsPerNano;
  private final long capacityUnits;

  Rate(Policy policy) {
    this.policy = policy;
    long burst = policy.burst();
    long nanos = policy.refill().toNanos();
    long divisor = BigInteger.valueOf(burst).gcd(BigInteger.valueOf(nanos)).longValueExact();
    BigInteger capacity = BigInteger.valueOf(nanos / divisor).multiply(BigInteger.valueOf(burst));
    if (capacity.bitLength() <= CAPACITY_BITS_MAX) {
      this.unitsPerToken = nanos / divisor;
      this.unitsPerNano = burst / divisor;
    } else {
      // A million and one in a day, for example: a token is up to a ten-thousandth too short.
      int bits = CAPACITY_BITS_MAX - BigInteger.valueOf(nanos).bitLength();
      this.unitsPerToken =
          BigInteger.valueOf(nanos)
              .shiftLeft(bits)
              .divide(BigInteger.valueOf(burst))
              .longValueExact();
      this.unitsPerNano = 1L << bits;
    }
    this.capacityUnits = unitsPerToken * burst;
  }

  Policy policy() {
    return policy;
  }

  /**
   * Takes the tokens, if all of them are there.
   *
   * @param count at most as many as a full bucket holds
   */
  BucketState take(TimedTable.Entry bucket, int count, long nowNanos) {
    long lacking = lacking(bucket, nowNanos);
    long units = count * unitsPerToken;
    boolean isAdmitted = capacityUnits - lacking >= units;
    if (isAdmitted) {
      lacking += units;
      set(bucket, lacking, nowNanos);
    }
    return new BucketState(
        policy,
        isAdmitted,
        Math.max(0, tokens(lacking)),
        duration(lacking),
        isAdmitted ? Duration.ZERO : duration(lacking + units - capacityUnits));
  }

  /**
   * Puts tokens back that were taken and not used.
   *
   * @return how many the bucket took; more than it lacks are lost
   */
  long giveBack(TimedTable.Entry bucket, int count, long nowNanos) {
    long lacking = lacking(bucket, nowNanos);
    long units = Math.min(lacking, count * unitsPerToken);
    if (units > 0) {
      set(bucket, lacking - units, nowNanos);
    }
    return units / unitsPerToken;
  }

  /**
   * Takes tokens that may not be there: at most until it lacks twice of what it holds.
   *
   * @return how many were taken
   */
  long charge(TimedTable.Entry bucket, long tokens, long nowNanos) {
    long lacking = lacking(bucket, nowNanos);
    long charged = Math.min(tokens, tokens(lacking) + policy.burst());
    if (charged > 0) {
      set(bucket, lacking + charged * unitsPerToken, nowNanos);
    }
    return charged;
  }

  private long lacking(TimedTable.Entry bucket, long nowNanos) {
    long nanos = bucket.until() - nowNanos;
    return nanos <= 0 ? 0 : nanos * unitsPerNano - bucket.rest();
  }

  /** Full again at a whole nanosecond, and so many units before it. */
  private void set(TimedTable.Entry bucket, long lacking, long nowNanos) {
    long nanos = Math.ceilDiv(lacking, unitsPerNano);
    bucket.set(nowNanos + nanos, nanos * unitsPerNano - lacking);
  }

  private long tokens(long lacking) {
    return Math.floorDiv(capacityUnits - lacking, unitsPerToken);
  }

  private Duration duration(long units) {
    return Duration.ofNanos(units / unitsPerNano);
  }
}
