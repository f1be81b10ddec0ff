package dev.admitone.processor.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Whether a lane can go on, for health: written by the lane, read by whoever asks. */
final class LaneStatus {

  /** Why a lane waits, or one of its partitions, and since when. */
  record Waiting(String reason, Instant since) {}

  private record Stuck(Waiting waiting, Instant lastSeen) {}

  private final AtomicReference<@Nullable Waiting> waiting = new AtomicReference<>();
  private final Map<TopicPartition, Stuck> stuck = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration stuckFor;
  private final Waiting forPartitions;
  private volatile boolean joined;

  /**
   * @param stuckFor how long a partition counts as stuck after it was found so; longer than the
   *     pauses in which it is tried again
   */
  LaneStatus(Clock clock, Duration stuckFor) {
    this.clock = clock;
    this.stuckFor = stuckFor;
    this.forPartitions = new Waiting("it has not joined the group yet", clock.instant());
  }

  /** The lane has its partitions, be they none. */
  void joined() {
    joined = true;
  }

  void waitingFor(String reason) {
    waiting.updateAndGet(
        current -> new Waiting(reason, current == null ? clock.instant() : current.since()));
  }

  void goesOn() {
    waiting.set(null);
  }

  /** One partition cannot be read; the lane goes on with its others. */
  void stuck(TopicPartition partition, String reason) {
    Instant now = clock.instant();
    stuck.compute(
        partition,
        (_, before) ->
            new Stuck(new Waiting(reason, before == null ? now : before.waiting().since()), now));
  }

  /** They are another lane's now. */
  void revoked(Collection<TopicPartition> partitions) {
    stuck.keySet().removeAll(partitions);
  }

  /** What the lane waits for, itself first; empty if all of it goes on. */
  Optional<Waiting> waiting() {
    if (!joined) {
      return Optional.of(forPartitions);
    }
    Instant longAgo = clock.instant().minus(stuckFor);
    stuck.values().removeIf(partition -> partition.lastSeen().isBefore(longAgo));
    return Stream.concat(
            Stream.ofNullable(waiting.get()), stuck.values().stream().map(Stuck::waiting))
        .findFirst();
  }
}
