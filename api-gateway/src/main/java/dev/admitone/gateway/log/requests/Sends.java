package dev.admitone.gateway.log.requests;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of each request that is sent to the log. Thread-safe. */
public final class Sends {

  private static final Logger LOG = LoggerFactory.getLogger(Sends.class);

  private final Timer acknowledged;
  private final Timer failed;
  private final SendTrouble trouble;
  private final BrokerClock brokerClock;

  /** Counts into the registry. */
  public Sends(MeterRegistry registry, Clock clock) {
    this.acknowledged = timer(registry, "acknowledged");
    this.failed = timer(registry, "failed");
    this.trouble = new SendTrouble(clock);
    this.brokerClock = new BrokerClock(clock, System::nanoTime);
  }

  SendTrouble trouble() {
    return trouble;
  }

  BrokerClock brokerClock() {
    return brokerClock;
  }

  /**
   * The broker acknowledged a request.
   *
   * @param nanos how long that took
   * @param appendedAtMillis the broker's time at which it was appended
   */
  public void acknowledged(long nanos, long appendedAtMillis) {
    acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    brokerClock.stamped(appendedAtMillis);
    if (trouble.acknowledged()) {
      LOG.info("The broker acknowledges requests again");
    }
  }

  /**
   * A request is not known to be in the log.
   *
   * @param nanos after how long
   */
  public void failed(long nanos, Throwable failure) {
    failed.record(nanos, TimeUnit.NANOSECONDS);
    Throwable root = root(failure);
    String why = root.getClass().getSimpleName() + ": " + root.getMessage();
    boolean ofThisRequest =
        root instanceof RecordTooLargeException
            || root instanceof InvalidRecordException
            || root instanceof SerializationException;
    // Logged once and not for each request: an outage under load must not fill the disk as well.
    if (ofThisRequest || trouble.failed(why)) {
      LOG.warn("The broker does not acknowledge requests: {}", why);
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static Timer timer(MeterRegistry registry, String outcome) {
    return Timer.builder("admitone.requests.published")
        .description("Requests sent to the log, until the broker's acknowledgement")
        .tag("outcome", outcome)
        .publishPercentileHistogram()
        .register(registry);
  }
}
