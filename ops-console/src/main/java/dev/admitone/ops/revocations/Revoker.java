package dev.admitone.ops.revocations;

import dev.admitone.ops.kept.KeptUnavailableException;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import dev.admitone.ops.revocations.OpenCodesTable.ClaimedSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revokes the codes of the sets that are confirmed, one set after the other, in a thread of its
 * own. It begins with what an earlier console left undone.
 */
final class Revoker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Revoker.class);

  private static final int BATCH_CODES = 500;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);

  private final OpenCodesTable table;
  private final RevocationBatches batches;
  private final UUID worker = UUID.randomUUID();
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean isStopped;
  private @Nullable Thread thread;

  Revoker(OpenCodesTable table, RevocationBatches batches) {
    this.table = table;
    this.batches = batches;
  }

  /** Begins to look for sets. */
  synchronized void start() {
    thread = Thread.ofVirtual().name("revoker").start(this::run);
  }

  /** Says that a set was confirmed. */
  void wake() {
    wake.release();
  }

  private void run() {
    while (!isStopped) {
      if (!work()) {
        pause();
      }
    }
  }

  /** Returns whether there may be more to do at once. */
  private boolean work() {
    try {
      @Nullable ClaimedSet set = table.claim(worker).orElse(null);
      return set != null && carryOut(set);
    } catch (KeptUnavailableException | LedgerUnavailableException | LedgerTooSlowException e) {
      // Health and the services' own lines say so; the set waits.
      return false;
    } catch (RuntimeException e) {
      if (!isStopped) {
        LOG.error("A set of codes could not be revoked; it is tried again", e);
      }
      return false;
    }
  }

  /** One pass over what is open; returns whether each code is decided after it. */
  private boolean carryOut(ClaimedSet set) {
    String after = "";
    while (!isStopped && table.keep(set.id(), worker)) {
      List<String> codes = table.open(set.id(), after, BATCH_CODES);
      if (codes.isEmpty()) {
        return table.finish(set.id());
      }
      Map<String, String> outcomes = batches.carryOut(set, codes);
      table.decide(set.id(), outcomes);
      if (outcomes.isEmpty()) {
        return false;
      }
      after = codes.getLast();
    }
    return false;
  }

  private void pause() {
    try {
      if (wake.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      isStopped = true;
    }
  }

  /** Ends after the batch that it is at, or in the middle of it: then it is sent again. */
  @Override
  public synchronized void close() {
    isStopped = true;
    Thread started = thread;
    if (started == null) {
      return;
    }
    started.interrupt();
    try {
      if (!started.join(STOP_WAIT_MAX)) {
        LOG.warn("A set of codes is still at work; it goes on with the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
