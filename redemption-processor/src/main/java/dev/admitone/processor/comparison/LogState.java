package dev.admitone.processor.comparison;

import dev.admitone.processor.places.LogPartition;
import java.util.Map;

/**
 * The log as it is now.
 *
 * @param topic the requests topic's name
 * @param topicId the requests topic's
 * @param partitions by number
 */
public record LogState(String topic, String topicId, Map<Integer, LogPartition> partitions) {}
