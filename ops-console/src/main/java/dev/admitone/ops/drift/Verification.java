package dev.admitone.ops.drift;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Goes through the ledger again and again, a page at a time with a pause behind each, so that it
 * never costs the lanes much. Each drift is named by a logger's line when it is found first.
 */
final class Verification implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  private static final int PAGE_ROWS_MAX = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE_BETWEEN_ROUNDS = Duration.ofSeconds(10);

  private final DriftTable table;
  private final Clock clock;
  private final Instant begun;
  private final Map<DriftKind, Set<Drift>> known = new EnumMap<>(DriftKind.class);
  private final AtomicLong pages = new AtomicLong();
  private volatile Map<DriftKind, List<Drift>> found = Map.of();
  private volatile @Nullable Instant complete;
  private volatile @Nullable Thread thread;

  Verification(DriftTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
    this.begun = clock.instant();
  }

  /** The drifts of a kind, as far as they are known. */
  List<Drift> found(DriftKind kind) {
    return found.getOrDefault(kind, List.of());
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

  /** Goes through all tables once. */
  void round() throws InterruptedException {
    boolean all = true;
    for (DriftKind kind : DriftKind.values()) {
      try {
        found(kind, through(kind));
      } catch (LedgerUnavailableException e) {
        // Logged where it happened; the other kinds would meet the same.
        return;
      } catch (LedgerTooSlowException | DataAccessException e) {
        all = false;
        LOG.warn("The ledger cannot be verified for {}: {}", kind, e.getMessage());
      }
    }
    if (all) {
      complete = clock.instant();
    }
  }

  private List<Drift> through(DriftKind kind) throws InterruptedException {
    List<Drift> drifts = new ArrayList<>();
    String after = kind.beforeFirst();
    int size = PAGE_ROWS_MAX;
    while (after != null) {
      DriftPage page;
      try {
        page = table.after(kind, after, size);
      } catch (LedgerTooSlowException e) {
        // Codes with very many uses: fewer of them at once.
        if (size == 1) {
          throw e;
        }
        size = Math.max(1, size / 10);
        continue;
      }
      size = Math.min(PAGE_ROWS_MAX, size * 2);
      pages.incrementAndGet();
      page.drifts().forEach(drift -> tell(kind, drift));
      drifts.addAll(page.drifts());
      after = page.last();
      if (after != null) {
        Thread.sleep(PAUSE);
      }
    }
    return drifts;
  }

  private void tell(DriftKind kind, Drift drift) {
    if (known.computeIfAbsent(kind, _ -> new HashSet<>()).add(drift)) {
      // Without the subject of a profile: lines have no ids of users.
      LOG.error(
          "The ledger has drifted: {}{}: {}",
          kind,
          kind == DriftKind.PROFILE_WITHOUT_USE ? "" : " of " + drift.subject(),
          drift.problem());
    }
  }

  private void found(DriftKind kind, List<Drift> drifts) {
    known.put(kind, new HashSet<>(drifts));
    Map<DriftKind, List<Drift>> now = new EnumMap<>(DriftKind.class);
    now.putAll(found);
    now.put(kind, List.copyOf(drifts));
    found = now;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        round();
        Thread.sleep(PAUSE_BETWEEN_ROUNDS);
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
