package dev.admitone.processor.lanes;

import dev.admitone.processor.lanes.consumer.LaneCommits;
import dev.admitone.processor.redemption.LanePlaces;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where one lane begins to read the partitions that it gets, and what it knows of them then. */
interface LaneBeginning {

  /**
   * Takes the consumer to where the lane begins.
   *
   * @throws ApartException if nothing may be decided
   * @throws RuntimeException if it cannot be known where that is
   */
  void begin(Consumer<?, ?> consumer, Collection<TopicPartition> partitions);

  /** The partitions are another lane's. */
  void forget(Collection<TopicPartition> partitions);

  /** What the lane knows of the ledger's places; null where none are kept. */
  @Nullable LanePlaces places();

  /** What the lane commits; null where offsets alone are committed. */
  @Nullable LaneCommits commits();
}
