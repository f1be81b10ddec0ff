package dev.admitone.faults.processes;

import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Ledger;
import dev.admitone.processor.redemption.OwedSnapshots;
import dev.admitone.processor.redemption.PlaceMoves;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.ResultPublisher;
import dev.admitone.processor.redemption.SnapshotPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.JdbcTemplate;

/** Decorates the ports of a processor, so that it fails at a step: the product has no switch. */
final class CrashPoints implements BeanPostProcessor {

  /** As the shell reports a process that SIGKILL ended. */
  private static final int KILLED = 137;

  /** A commit takes a millisecond or less. */
  private static final long COMMIT_NANOS_MAX = 1_000_000;

  private volatile @Nullable DataSource dataSource;
  private final AtomicReference<@Nullable CrashPoint> armed = new AtomicReference<>();

  /** The next batch that comes there fails; null: none does. */
  void arm(@Nullable CrashPoint point) {
    armed.set(point);
  }

  private boolean isReached(CrashPoint point) {
    return armed.compareAndSet(point, null);
  }

  private void endAt(CrashPoint point) {
    if (isReached(point)) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return switch (bean) {
      case DataSource source -> {
        dataSource = source;
        yield source;
      }
      case Ledger real -> faulty(real);
      case ResultPublisher real -> faulty(real);
      default -> bean;
    };
  }

  private Ledger faulty(Ledger real) {
    return new Ledger() {
      @Override
      public BatchState load(List<Request> requests, Predicate<Position> isPassed) {
        if (isReached(CrashPoint.OUT_OF_MEMORY)) {
          throw new OutOfMemoryError("injected");
        }
        if (isReached(CrashPoint.STACK_OVERFLOW)) {
          throw new StackOverflowError("injected");
        }
        return real.load(requests, isPassed);
      }

      @Override
      public void save(BatchState.Changes changes, OwedSnapshots owed, @Nullable PlaceMoves moves) {
        real.save(changes, owed, moves);
        endAt(CrashPoint.BEFORE_COMMIT);
        standStillAt(CrashPoint.STANDSTILL_BEFORE_COMMIT);
        if (isReached(CrashPoint.SESSION_ENDED)) {
          endSession();
        }
      }
    };
  }

  private ResultPublisher faulty(ResultPublisher real) {
    return new ResultPublisher() {
      @Override
      public SnapshotPlan plan(BatchDecisions decisions) {
        return real.plan(decisions);
      }

      @Override
      public CompletableFuture<Void> publish(List<Result> responses, Collection<Invite> snapshots) {
        endAt(CrashPoint.AFTER_COMMIT);
        standStillAt(CrashPoint.STANDSTILL_AFTER_COMMIT);
        return real.publish(responses, snapshots)
            .thenRun(
                () -> {
                  endAt(CrashPoint.AFTER_PUBLISH);
                  standStillAt(CrashPoint.STANDSTILL_AFTER_PUBLISH);
                });
      }
    };
  }

  /** Another session ends this one at some moment of its commit, which follows at once. */
  private void endSession() {
    JdbcTemplate jdbc = new JdbcTemplate(Objects.requireNonNull(dataSource));
    Integer session = jdbc.queryForObject("select pg_backend_pid()", Integer.class);
    long delay = ThreadLocalRandom.current().nextLong(COMMIT_NANOS_MAX);
    Thread.startVirtualThread(
        () -> {
          LockSupport.parkNanos(delay);
          jdbc.queryForObject("select pg_terminate_backend(?)", Boolean.class, session);
        });
  }

  /** Stops this process where it is; another one lets it go on. */
  private void standStillAt(CrashPoint point) {
    if (!isReached(point)) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-STOP", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
