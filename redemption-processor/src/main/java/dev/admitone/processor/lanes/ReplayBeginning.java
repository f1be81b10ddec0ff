package dev.admitone.processor.lanes;

import dev.admitone.processor.lanes.consumer.LaneCommits;
import dev.admitone.processor.redemption.LanePlaces;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** For a replay, which keeps no places: at the committed offset, or at the log's first one. */
final class ReplayBeginning implements LaneBeginning {

  @Override
  public void begin(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
    for (TopicPartition partition : partitions) {
      if (committed.get(partition) == null) {
        consumer.seek(partition, 0);
      }
    }
  }

  @Override
  public void forget(Collection<TopicPartition> partitions) {}

  @Override
  public @Nullable LanePlaces places() {
    return null;
  }

  @Override
  public @Nullable LaneCommits commits() {
    return null;
  }
}
