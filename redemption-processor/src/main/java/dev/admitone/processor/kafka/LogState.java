package dev.admitone.processor.kafka;

import dev.admitone.processor.places.LogPartition;
import java.util.Map;

/**
 * What the log says of itself.
 *
 * @param topicId the requests topic's
 * @param partitions by number
 */
record LogState(String topicId, Map<Integer, LogPartition> partitions) {}
