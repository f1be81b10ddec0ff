package dev.admitone.processor;

import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Ledger;
import dev.admitone.processor.redemption.OwedSnapshots;
import dev.admitone.processor.redemption.PlaceMoves;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.RefreshRequests;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.ResultPublisher;
import dev.admitone.processor.redemption.SnapshotPlan;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts faults between the pipeline and its ports: a source of beans for a processor under test. */
final class PortFaults implements BeanPostProcessor {

  /** What publishing does instead of publishing, or the real thing. */
  interface Publishing {
    CompletableFuture<Void> publish(
        ResultPublisher real, List<Result> answers, Collection<Invite> snapshots);
  }

  private final AtomicReference<Publishing> publishing =
      new AtomicReference<>(ResultPublisher::publish);
  private final AtomicReference<Consumer<BatchState.Changes>> beforeSave =
      new AtomicReference<>(_ -> {});

  private final AtomicReference<Consumer<Runnable>> refreshing =
      new AtomicReference<>(Runnable::run);

  void publishing(Publishing fault) {
    publishing.set(fault);
  }

  /** Called with what is about to be saved; may throw. */
  void beforeSave(Consumer<BatchState.Changes> fault) {
    beforeSave.set(fault);
  }

  /** Called instead of appending refreshes, with what would append them. */
  void refreshing(Consumer<Runnable> fault) {
    refreshing.set(fault);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return switch (bean) {
      case ResultPublisher real -> faulty(real);
      case Ledger real -> faulty(real);
      case RefreshRequests real -> faulty(real);
      default -> bean;
    };
  }

  private ResultPublisher faulty(ResultPublisher real) {
    return new ResultPublisher() {
      @Override
      public SnapshotPlan plan(BatchDecisions decisions) {
        return real.plan(decisions);
      }

      @Override
      public CompletableFuture<Void> publish(List<Result> answers, Collection<Invite> snapshots) {
        return publishing.get().publish(real, answers, snapshots);
      }
    };
  }

  private RefreshRequests faulty(RefreshRequests real) {
    return codes -> refreshing.get().accept(() -> real.append(codes));
  }

  private Ledger faulty(Ledger real) {
    return new Ledger() {
      @Override
      public BatchState load(List<Request> requests, Predicate<Position> isPassed) {
        return real.load(requests, isPassed);
      }

      @Override
      public void save(BatchState.Changes changes, OwedSnapshots owed, @Nullable PlaceMoves moves) {
        beforeSave.get().accept(changes);
        real.save(changes, owed, moves);
      }
    };
  }
}
