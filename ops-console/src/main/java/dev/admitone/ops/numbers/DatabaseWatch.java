package dev.admitone.ops.numbers;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Reads the numbers repeatedly, so that a reader of the metrics never waits for the database. While
 * the database cannot be asked, the last ones stay.
 */
final class DatabaseWatch implements SmartLifecycle {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Supplier<DatabaseNumbers> numbers;
  private volatile DatabaseNumbers latest = DatabaseNumbers.NONE;
  private volatile @Nullable Thread thread;

  DatabaseWatch(Supplier<DatabaseNumbers> numbers) {
    this.numbers = numbers;
  }

  /** Those that were read last; zeros before the first time. */
  DatabaseNumbers latest() {
    return latest;
  }

  /** Reads them once, and does not throw. */
  void look() {
    try {
      latest = numbers.get();
    } catch (LedgerUnavailableException | LedgerTooSlowException | DataAccessException e) {
      // Logged where it happened, and shown in the ledger's health.
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      // Only stop() interrupts it.
    }
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("database-numbers").start(this::run);
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
