package dev.admitone.processor.lanes;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The lanes of this process: they share the partitions among them and with other processes. */
final class Lanes implements SmartLifecycle {

  private final List<Lane> lanes;
  private final @Nullable LedgerWatch watch;
  private volatile boolean running;

  /** Without a watch the lanes begin at once, and nothing is compared. */
  Lanes(List<Lane> lanes, @Nullable LedgerWatch watch) {
    this.lanes = List.copyOf(lanes);
    this.watch = watch;
  }

  /** False when the thread that compares ledger and log ended. */
  boolean isWatched() {
    return watch == null || watch.isAlive();
  }

  List<Lane> all() {
    return lanes;
  }

  @Override
  public void start() {
    running = true;
    if (watch == null) {
      lanes.forEach(Lane::join);
    } else {
      watch.start();
    }
  }

  /** Each lane finishes its batch and commits what was acknowledged. */
  @Override
  public void stop(Runnable callback) {
    running = false;
    if (watch != null) {
      watch.stop();
    }
    AtomicInteger open = new AtomicInteger(lanes.size());
    for (Lane lane : lanes) {
      lane.stop(
          () -> {
            if (open.decrementAndGet() == 0) {
              callback.run();
            }
          });
    }
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
