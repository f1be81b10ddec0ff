package dev.admitone.service.certificates;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks once an hour when the certificates end that the brokers show. Brokers that cannot be
 * reached are skipped, and looked at again within a minute.
 */
final class BrokerCertificates implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerCertificates.class);
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Duration PAUSE_WHILE_IN_TROUBLE = Duration.ofMinutes(1);

  /** A certificate that ends so soon is about to be renewed: the alert about it clears then. */
  private static final Duration SOON = Duration.ofDays(14);

  private static final Duration PAUSE_WHILE_IT_ENDS_SOON = Duration.ofSeconds(15);

  private final List<InetSocketAddress> brokers;
  private final Clock clock;
  private volatile @Nullable Instant end;
  private volatile @Nullable Thread thread;

  /**
   * Looks at nothing yet.
   *
   * @param brokers those that speak TLS; none where it is not used
   */
  BrokerCertificates(List<InetSocketAddress> brokers, Clock clock) {
    this.brokers = List.copyOf(brokers);
    this.clock = clock;
  }

  /**
   * Returns the seconds until the first certificate ends, below zero if it has; NaN where brokers
   * do not use TLS, or none has been reached yet.
   */
  double remainingSeconds() {
    Instant known = end;
    return known == null ? Double.NaN : Duration.between(clock.instant(), known).toSeconds();
  }

  /** Looks at each broker, and returns whether each was reached. */
  boolean look() {
    Instant first = null;
    boolean all = true;
    for (InetSocketAddress broker : brokers) {
      try {
        Instant found = ShownCertificate.endAt(broker.getHostString(), broker.getPort());
        first = first == null || found.isBefore(first) ? found : first;
      } catch (IOException | GeneralSecurityException e) {
        all = false;
        LOG.debug("The certificate of {} cannot be read", broker, e);
      }
    }
    if (first != null) {
      end = first;
    }
    return all;
  }

  private Duration pause(boolean all) {
    if (remainingSeconds() < SOON.toSeconds()) {
      return PAUSE_WHILE_IT_ENDS_SOON;
    }
    return all ? PAUSE : PAUSE_WHILE_IN_TROUBLE;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(pause(look()));
      }
    } catch (InterruptedException e) {
      // Only stop() interrupts it.
    }
  }

  @Override
  public void start() {
    if (!brokers.isEmpty()) {
      thread = Thread.ofVirtual().name("broker-certificates").start(this::run);
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
