package dev.admitone.ops.numbers;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.function.Consumer;
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
  private final Consumer<DatabaseNumbers> reader;
  private volatile @Nullable Thread thread;

  /**
   * Reads nothing before it is started.
   *
   * @param reader gets the numbers whenever they were read
   */
  DatabaseWatch(Supplier<DatabaseNumbers> numbers, Consumer<DatabaseNumbers> reader) {
    this.numbers = numbers;
    this.reader = reader;
  }

  /** Reads them once, and does not throw. */
  void look() {
    try {
      reader.accept(numbers.get());
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
