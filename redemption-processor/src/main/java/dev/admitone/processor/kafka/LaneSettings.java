package dev.admitone.processor.kafka;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * What all lanes have in common.
 *
 * @param instance makes a lane a static member of the group (KIP-345); null: a dynamic one
 * @param firstWait how long a lane waits when the infrastructure fails; doubled each time
 * @param longestWait how long it waits at most
 */
record LaneSettings(
    String topic,
    @Nullable String instance,
    ConsumerFactory<byte[], byte[]> consumers,
    TaskScheduler scheduler,
    Clock clock,
    Duration firstWait,
    Duration longestWait) {

  /** A lane's name as a static member of the group. */
  String memberName(String lane) {
    return instance + "-" + lane;
  }
}
