package dev.admitone.processor.lanes;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a lane can go on: written by the lane, read by the health checks. */
final class LaneStatus {

  /** Why a lane waits, and since when. */
  record Waiting(String reason, Instant since) {}

  private final AtomicReference<@Nullable Waiting> waiting = new AtomicReference<>();
  private final AtomicReference<@Nullable Waiting> apart = new AtomicReference<>();
  private final Clock clock;
  private final Waiting forPartitions;
  private volatile boolean joined;

  LaneStatus(Clock clock) {
    this.clock = clock;
    this.forPartitions = new Waiting("it has not joined the group yet", clock.instant());
  }

  /** The lane has its partitions, be they none. */
  void joined() {
    joined = true;
  }

  void waitingFor(String reason) {
    waiting.updateAndGet(current -> since(current, reason));
  }

  /** It is out of the group; nothing else changes its status meanwhile. */
  void isOut(String reason) {
    joined = false;
    apart.updateAndGet(current -> since(current, reason));
  }

  /** It may join the group. */
  void mayJoin() {
    apart.set(null);
  }

  private Waiting since(@Nullable Waiting current, String reason) {
    return new Waiting(reason, current == null ? clock.instant() : current.since());
  }

  void goesOn() {
    waiting.set(null);
  }

  /** What the lane waits for; empty if it goes on. */
  Optional<Waiting> waiting() {
    Waiting out = apart.get();
    if (out != null) {
      return Optional.of(out);
    }
    Waiting forInfrastructure = waiting.get();
    if (!joined) {
      return Optional.of(forInfrastructure == null ? forPartitions : forInfrastructure);
    }
    return Optional.ofNullable(forInfrastructure);
  }
}
