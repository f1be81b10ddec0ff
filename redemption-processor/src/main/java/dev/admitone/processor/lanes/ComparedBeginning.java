package dev.admitone.processor.lanes;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.comparison.LedgerComparison;
import dev.admitone.processor.comparison.Verdict;
import dev.admitone.processor.lanes.consumer.LaneCommits;
import dev.admitone.processor.places.Committed;
import dev.admitone.processor.places.Comparing;
import dev.admitone.processor.places.LogPartition;
import dev.admitone.processor.places.Place;
import dev.admitone.processor.redemption.LanePlaces;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Compares ledger and log first: a lane begins only under a ledger that knows all decisions. */
final class ComparedBeginning implements LaneBeginning {

  /** So many batches before the place may have results that were never published. */
  private static final int BATCHES_BACK = Lane.BATCHES_IN_FLIGHT_MAX;

  private final LedgerComparison comparison;
  private final int batchRecordsMax;
  private final LanePlaces places;
  private final LaneCommits commits;

  ComparedBeginning(LedgerComparison comparison, int batchRecordsMax) {
    this.comparison = comparison;
    this.batchRecordsMax = batchRecordsMax;
    this.places = new LanePlaces(comparison::comparedOn);
    this.commits = new LaneCommits(places);
  }

  @Override
  public void begin(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    Verdict.Together together =
        switch (comparison.compare()) {
          case Verdict.Together agreed -> agreed;
          case Verdict.Apart apart -> throw new ApartException(apart.reason());
        };
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
    for (TopicPartition partition : partitions) {
      begin(consumer, partition, together, committed.get(partition));
    }
  }

  private void begin(
      Consumer<?, ?> consumer,
      TopicPartition partition,
      Verdict.Together together,
      @Nullable OffsetAndMetadata committed) {
    int number = partition.partition();
    Place place = requireNonNull(together.ledger().places().get(number));
    LogPartition log = requireNonNull(together.log().partitions().get(number));
    String topicId = together.log().topicId();
    Committed known =
        committed == null ? null : Committed.of(committed.offset(), committed.metadata());
    long offset =
        Comparing.beginning(
            log.start(),
            place.nextOffset(),
            known == null || !known.isOf(topicId) ? null : known.offset(),
            (long) BATCHES_BACK * batchRecordsMax);
    consumer.seek(partition, offset);
    places.begin(number, place.nextOffset());
    commits.begin(partition, offset, together.ledger().id(), topicId, place.nextOffset());
  }

  @Override
  public void forget(Collection<TopicPartition> partitions) {
    places.forget(partitions.stream().map(TopicPartition::partition).toList());
    commits.forget(partitions);
  }

  @Override
  public LanePlaces places() {
    return places;
  }

  @Override
  public LaneCommits commits() {
    return commits;
  }
}
