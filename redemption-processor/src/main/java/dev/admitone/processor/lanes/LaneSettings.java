package dev.admitone.processor.lanes;

import dev.admitone.processor.settings.ProcessorProperties.BackOff;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * What all lanes have in common.
 *
 * @param instance makes a lane a static member of the group (KIP-345); null: a dynamic one
 * @param backOff how long a lane waits when the infrastructure fails
 * @param pace the least time from the beginning of one batch to that of the next under load
 */
record LaneSettings(
    String topic,
    @Nullable String instance,
    ConsumerFactory<byte[], byte[]> consumers,
    TaskScheduler scheduler,
    Clock clock,
    BackOff backOff,
    Duration pace) {

  /** A lane's name as a static member of the group. */
  String memberName(String lane) {
    return instance + "-" + lane;
  }
}
