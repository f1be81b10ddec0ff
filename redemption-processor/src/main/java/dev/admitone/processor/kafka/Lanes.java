package dev.admitone.processor.kafka;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;

/** The lanes of this process: they share the partitions among them and with other processes. */
final class Lanes implements SmartLifecycle {

  private final List<Lane> lanes;
  private volatile boolean running;

  Lanes(List<Lane> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  List<Lane> all() {
    return lanes;
  }

  /** Has the lanes join their group anew, so that its leader shares out all partitions. */
  void rebalance() {
    lanes.forEach(Lane::rebalance);
  }

  @Override
  public void start() {
    lanes.forEach(Lane::start);
    running = true;
  }

  /** Each lane finishes the batch in hand and commits what was acknowledged. */
  @Override
  public void stop(Runnable callback) {
    running = false;
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
