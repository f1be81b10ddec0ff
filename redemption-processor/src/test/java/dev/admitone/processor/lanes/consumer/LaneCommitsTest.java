package dev.admitone.processor.lanes.consumer;

import static dev.admitone.processor.lanes.consumer.PlayedConsumer.A;
import static dev.admitone.processor.lanes.consumer.PlayedConsumer.B;
import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.lanes.consumer.PlayedConsumer.QuietLane;
import dev.admitone.processor.places.CommitNote;
import dev.admitone.processor.redemption.ComparedOn;
import dev.admitone.processor.redemption.LanePlaces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class LaneCommitsTest {

  private static final UUID LEDGER = UUID.randomUUID();
  private static final String TOPIC_ID = "topic";
  private static final long INTERVAL_MILLIS = 250;
  private static final long PLACE = 10;

  private final PlayedConsumer real = new PlayedConsumer();
  private final LanePlaces places =
      new LanePlaces(() -> new ComparedOn(TOPIC_ID, Instant.ofEpochSecond(1)));
  private final LaneCommits commits = new LaneCommits(places);

  @Test
  void whereALaneBeginsIsCommittedWithItsNextPollAndNamesLedgerAndPlace() {
    Consumer<byte[], byte[]> lane = lane(new QuietLane());

    lane.poll(Duration.ZERO);

    assertThat(real.commits()).containsExactly(Map.of(A, noted(4, PLACE)));
  }

  @Test
  void nothingIsCommittedUntilTheLaneHasPassedThePlaceThatItBeganUnder() {
    Consumer<byte[], byte[]> lane = lane(new QuietLane());
    lane.poll(Duration.ZERO);

    acknowledge(lane, PLACE - 1);
    acknowledge(lane, PLACE);

    patiently().until(() -> polled(lane).size() == 2);
    assertThat(real.commits().getLast()).isEqualTo(Map.of(A, noted(PLACE, PLACE)));
  }

  @Test
  void manyBatchesTakeACommitForEachIntervalAndTheLastOneIsCommitted() {
    Consumer<byte[], byte[]> lane = lane(new QuietLane());
    long beganNanos = System.nanoTime();
    long last = PLACE + 1_000;
    for (long next = PLACE; next <= last; next++) {
      acknowledge(lane, next);
      lane.poll(Duration.ZERO);
    }
    long millis = (System.nanoTime() - beganNanos) / 1_000_000;

    assertThat(real.commits())
        .hasSizeLessThanOrEqualTo(Math.toIntExact(1 + millis / INTERVAL_MILLIS));
    patiently().until(() -> polled(lane).getLast().equals(Map.of(A, noted(last, PLACE))));
  }

  @Test
  void whatTheBrokerDidNotTakeIsCommittedAgain() {
    Consumer<byte[], byte[]> lane = lane(new QuietLane());
    real.refuseCommits(new RebalanceInProgressException());
    lane.poll(Duration.ZERO);
    assertThat(real.commits()).isEmpty();

    real.takeCommits();

    patiently().until(() -> !polled(lane).isEmpty());
    assertThat(real.commits()).containsExactly(Map.of(A, noted(4, PLACE)));
  }

  @Test
  void aHandOverCommitsBeforeTheLaneWaitsAndAgainWhatItWaitedFor() {
    List<Map<TopicPartition, OffsetAndMetadata>> beforeTheWait = new ArrayList<>();
    List<Consumer<byte[], byte[]>> lanes = new ArrayList<>();
    Consumer<byte[], byte[]> lane =
        lane(
            new ConsumerRebalanceListener() {
              @Override
              public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                beforeTheWait.addAll(real.commits());
                acknowledge(lanes.getFirst(), PLACE + 2);
                commits.forget(partitions);
              }

              @Override
              public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
            });
    lanes.add(lane);
    lane.poll(Duration.ZERO);
    acknowledge(lane, PLACE + 1);

    real.rebalance(List.of(B));

    assertThat(beforeTheWait.getLast()).isEqualTo(Map.of(A, noted(PLACE + 1, PLACE)));
    assertThat(real.commits().getLast()).isEqualTo(Map.of(A, noted(PLACE + 2, PLACE)));
  }

  @Test
  void ofAPartitionThatIsAnotherLanesNothingIsCommitted() {
    Consumer<byte[], byte[]> lane = lane(new QuietLane());
    real.rebalance(List.of(B));
    commits.forget(List.of(A));
    int before = real.commits().size();

    acknowledge(lane, PLACE + 1);
    commits.begin(B, 0, LEDGER, TOPIC_ID, 0);
    lane.poll(Duration.ZERO);

    assertThat(real.commits().subList(before, real.commits().size()))
        .allSatisfy(commit -> assertThat(commit).containsOnlyKeys(B));
  }

  /** It began with partition A at offset 4 under its place. */
  private Consumer<byte[], byte[]> lane(ConsumerRebalanceListener listener) {
    Consumer<byte[], byte[]> lane = real.joined(Duration.ZERO, 1, commits, listener);
    places.begin(A.partition(), PLACE);
    commits.begin(A, 4, LEDGER, TOPIC_ID, PLACE);
    return lane;
  }

  private static void acknowledge(Consumer<byte[], byte[]> lane, long next) {
    lane.commitAsync(Map.of(A, new OffsetAndMetadata(next)), null);
  }

  private List<Map<TopicPartition, OffsetAndMetadata>> polled(Consumer<byte[], byte[]> lane) {
    lane.poll(Duration.ZERO);
    return real.commits();
  }

  private static OffsetAndMetadata noted(long offset, long place) {
    return new OffsetAndMetadata(offset, new CommitNote(LEDGER, TOPIC_ID, place).toString());
  }
}
