package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import java.time.Clock;
import java.time.Duration;

/**
 * How far each partition of the requests topic is decided, and how fast it goes on. Results come in
 * the order of their requests, so everything up to the highest offset with a result is decided.
 * Thread-safe.
 */
public final class Watermarks {

  /** Of a partition whose results are not known. */
  static final long NONE = -1;

  private static final Duration SPAN = Duration.ofSeconds(2);

  /** A partition in which nothing was decided for so long stands still: its rate says nothing. */
  private static final Duration STALE = Duration.ofSeconds(10);

  private static final long DELAY_SECONDS_MIN = 1;
  private static final long DELAY_SECONDS_MAX = 30;

  /** For a partition that stands still, so that its callers ask again, but not often. */
  private static final long DELAY_AT_UNKNOWN_RATE_SECONDS = 5;

  private final Clock clock;
  private final Progress[] partitions;

  public Watermarks(Clock clock, int partitionCount) {
    this.clock = clock;
    this.partitions = new Progress[partitionCount];
    for (int i = 0; i < partitionCount; i++) {
      partitions[i] = new Progress();
    }
  }

  /** Everything up to the position is decided. A lower position than before says nothing new. */
  void advance(LogPosition at) {
    partitions[at.partition()].advance(at.offset(), clock.millis());
  }

  /**
   * Nothing is known of the partition: its results were there once and are not any longer. So
   * nothing is said of what lies before the offset, until the first result says how far it is.
   */
  void beginAt(int partition, long offset) {
    partitions[partition].beginAt(offset);
  }

  /** The requests topic is another one: nothing of it is known to be decided. */
  public void forget() {
    for (Progress partition : partitions) {
      partition.forget();
    }
  }

  /**
   * The highest offset that is known to be decided, or that nothing is known about; {@link #NONE}
   * where there is none.
   */
  public long of(int partition) {
    return partitions[partition].decided();
  }

  /** How many requests lie between the last decided one and this one. */
  public long ahead(LogPosition at) {
    return Math.max(0, at.offset() - of(at.partition()) - 1);
  }

  /** When the request is likely to be decided, in whole seconds, from 1 to 30. */
  public Duration expectedDelay(LogPosition at) {
    long ahead = ahead(at);
    double perSecond = partitions[at.partition()].perSecond(clock.millis());
    if (perSecond <= 0) {
      return Duration.ofSeconds(ahead == 0 ? DELAY_SECONDS_MIN : DELAY_AT_UNKNOWN_RATE_SECONDS);
    }
    double seconds = Math.ceil((ahead + 1) / perSecond);
    return Duration.ofSeconds(Math.clamp((long) seconds, DELAY_SECONDS_MIN, DELAY_SECONDS_MAX));
  }

  /** One partition: a count over a span that is running, and the rate of the one before. */
  private static final class Progress {

    private long decided = NONE;
    private long unknown = NONE;
    private long spanStartOffset;
    private long spanStartMillis;
    private long lastAdvanceMillis;
    private double lastPerSecond;

    synchronized void advance(long offset, long nowMillis) {
      if (offset <= decided) {
        return;
      }
      long spanMillis = nowMillis - spanStartMillis;
      if (decided == NONE || nowMillis - lastAdvanceMillis > STALE.toMillis()) {
        startSpan(offset, nowMillis, 0);
      } else if (spanMillis >= SPAN.toMillis()) {
        startSpan(offset, nowMillis, 1_000.0 * (offset - spanStartOffset) / spanMillis);
      }
      decided = offset;
      lastAdvanceMillis = nowMillis;
    }

    synchronized void forget() {
      decided = NONE;
      unknown = NONE;
      lastPerSecond = 0;
    }

    synchronized void beginAt(long offset) {
      unknown = offset - 1;
    }

    synchronized long decided() {
      return decided == NONE ? unknown : decided;
    }

    synchronized double perSecond(long nowMillis) {
      return nowMillis - lastAdvanceMillis > STALE.toMillis() ? 0 : lastPerSecond;
    }

    private void startSpan(long offset, long nowMillis, double perSecond) {
      spanStartOffset = offset;
      spanStartMillis = nowMillis;
      lastPerSecond = perSecond;
    }
  }
}
