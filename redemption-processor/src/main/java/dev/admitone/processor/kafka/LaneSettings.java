package dev.admitone.processor.kafka;

import java.time.Clock;
import java.time.Duration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * What all lanes have in common.
 *
 * @param firstWait how long a lane waits when the infrastructure fails; doubled each time
 * @param longestWait how long it waits at most
 */
record LaneSettings(
    String topic,
    ConsumerFactory<byte[], byte[]> consumers,
    TaskScheduler scheduler,
    Clock clock,
    Duration firstWait,
    Duration longestWait) {}
