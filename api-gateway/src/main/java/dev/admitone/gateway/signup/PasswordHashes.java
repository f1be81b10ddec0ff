package dev.admitone.gateway.signup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords with Argon2id. A hash takes a processor for itself and 19 MiB, so few are made
 * at once, on threads of their own, and a signup that waits too long is refused: a flood of signups
 * must not take the processors or the memory from the other calls.
 *
 * @see <a
 *     href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP,
 *     password storage: Argon2id with 19 MiB, t=2, p=1</a>
 */
public final class PasswordHashes implements AutoCloseable {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int PARALLELISM = 1;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int ITERATIONS = 2;

  private final Argon2PasswordEncoder encoder =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, PARALLELISM, MEMORY_KIB, ITERATIONS);
  private final ThreadPoolExecutor threads;
  private final Duration maxWait;
  private final Timer timer;

  PasswordHashes(int threadCount, int maxWaiting, Duration maxWait, MeterRegistry registry) {
    this.threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(maxWaiting),
            Thread.ofPlatform().name("password-hash-", 0).daemon().factory());
    // Started by a request they would belong to it, and the web server would stop them.
    this.threads.prestartAllCoreThreads();
    this.maxWait = maxWait;
    this.timer =
        Timer.builder("admitone.signup.hash")
            .description("Time of hashing one password, without waiting for its turn")
            .register(registry);
    Gauge.builder("admitone.signup.hashes.waiting", threads, pool -> pool.getQueue().size())
        .description("Signups that wait until it is their turn to be hashed")
        .register(registry);
  }

  /**
   * The password's hash, in the form that names its algorithm and parameters. Empty if it was not
   * this password's turn in time, or too many wait already: nothing was done then.
   */
  public Optional<String> hash(String password) {
    FutureTask<String> task =
        new FutureTask<>(
            () -> Objects.requireNonNull(timer.record(() -> encoder.encode(password))));
    try {
      threads.execute(task);
      return Optional.of(task.get(maxWait.toNanos(), TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    } catch (TimeoutException e) {
      giveUp(task);
      return Optional.empty();
    } catch (InterruptedException e) {
      giveUp(task);
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Hashing failed", e.getCause());
    }
  }

  /** Its place in the queue is free at once. */
  private void giveUp(FutureTask<String> task) {
    task.cancel(false);
    threads.remove(task);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
