package dev.admitone.processor.kafka;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a lane can go on, for health: written by the lane, read by whoever asks. */
final class LaneStatus {

  /** Why a lane waits, and since when. */
  record Waiting(String reason, Instant since) {}

  private final AtomicReference<@Nullable Waiting> waiting = new AtomicReference<>();
  private final Waiting forPartitions;
  private volatile boolean joined;

  LaneStatus(Instant now) {
    this.forPartitions = new Waiting("it has not joined the group yet", now);
  }

  /** The lane has its partitions, be they none. */
  void joined() {
    joined = true;
  }

  void waitingFor(String reason, Instant now) {
    waiting.updateAndGet(current -> new Waiting(reason, current == null ? now : current.since()));
  }

  void goesOn() {
    waiting.set(null);
  }

  Optional<Waiting> waiting() {
    return joined ? Optional.ofNullable(waiting.get()) : Optional.of(forPartitions);
  }
}
