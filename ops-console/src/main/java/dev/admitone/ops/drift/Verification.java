package dev.admitone.ops.drift;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import dev.admitone.ops.settings.VerificationProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Goes through the ledger and the results again and again, a page at a time with a pause behind
 * each, so that it never costs the lanes much. Each drift is named by a logger's line when it is
 * found first.
 */
final class Verification implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  private final List<DriftCheck> checks;
  private final VerificationProperties settings;
  private final Clock clock;
  private final Instant begun;
  private final Map<DriftKind, Set<Drift>> told = new EnumMap<>(DriftKind.class);
  private final AtomicLong pages = new AtomicLong();
  private volatile Map<DriftKind, Found> found = Map.of();
  private volatile @Nullable Instant complete;
  private volatile @Nullable Thread thread;

  Verification(List<DriftCheck> checks, VerificationProperties settings, Clock clock) {
    this.checks = List.copyOf(checks);
    this.settings = settings;
    this.clock = clock;
    this.begun = clock.instant();
  }

  /** How many drifts of a kind there are, as far as they are known. */
  long count(DriftKind kind) {
    return of(found, kind).count();
  }

  /** All that is known now. */
  DriftReport report() {
    Map<DriftKind, Found> now = found;
    return new DriftReport(
        complete,
        pages.get(),
        Arrays.stream(DriftKind.values()).map(kind -> report(kind, of(now, kind))).toList());
  }

  private static Found of(Map<DriftKind, Found> found, DriftKind kind) {
    return found.getOrDefault(kind, new Found());
  }

  private static DriftReport.Kind report(DriftKind kind, Found found) {
    return new DriftReport.Kind(
        kind.name(),
        found.count(),
        found.first().stream()
            .map(drift -> new DriftReport.Row(drift.subject(), drift.problem()))
            .toList());
  }

  /** How long ago all was looked at; while it never was, since this process began. */
  Duration age() {
    Instant last = complete;
    return Duration.between(last == null ? begun : last, clock.instant());
  }

  /** How many pages were looked at. */
  long pages() {
    return pages.get();
  }

  /** Runs all checks once. */
  void round() throws InterruptedException {
    boolean all = true;
    for (DriftCheck check : checks) {
      Round round = new Round();
      try {
        check.run(round);
        found(check.kinds(), round.drifts);
      } catch (LedgerUnavailableException e) {
        // Logged where it happened; the other checks would meet the same.
        return;
      } catch (InterruptException e) {
        throw interrupted(e);
      } catch (LedgerTooSlowException | DataAccessException | KafkaException e) {
        all = false;
        LOG.warn("The ledger cannot be verified for {}: {}", check.kinds(), e.getMessage());
      }
    }
    if (all) {
      complete = clock.instant();
    }
  }

  /** A Kafka client's own way to say that its thread was interrupted. */
  private static InterruptedException interrupted(InterruptException e) {
    InterruptedException interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }

  private final class Round implements DriftCheck.Round {

    private final Map<DriftKind, Found> drifts = new EnumMap<>(DriftKind.class);

    @Override
    public void looked(boolean more) throws InterruptedException {
      pages.incrementAndGet();
      if (more) {
        Thread.sleep(settings.pagePause());
      }
    }

    @Override
    public void found(Drift drift) {
      if (drifts.computeIfAbsent(drift.kind(), _ -> new Found()).add(drift)) {
        tell(drift);
      }
    }
  }

  private void tell(Drift drift) {
    DriftKind kind = drift.kind();
    if (told.computeIfAbsent(kind, _ -> new HashSet<>()).add(drift)) {
      // Without the subject of a profile: lines have no ids of users.
      LOG.error(
          "The ledger has drifted: {}{}: {}",
          kind,
          kind == DriftKind.PROFILE_WITHOUT_USE ? "" : " of " + drift.subject(),
          drift.problem());
    }
  }

  private void found(Set<DriftKind> kinds, Map<DriftKind, Found> drifts) {
    Map<DriftKind, Found> now = new EnumMap<>(DriftKind.class);
    now.putAll(found);
    for (DriftKind kind : kinds) {
      Found ofKind = of(drifts, kind);
      told.put(kind, new HashSet<>(ofKind.first()));
      now.put(kind, ofKind);
    }
    found = now;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        round();
        Thread.sleep(settings.roundPause());
      }
    } catch (InterruptedException e) {
      // Only stop() interrupts it.
    }
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("verification").start(this::run);
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
