package dev.admitone.processor.lanes.consumer;

import static dev.admitone.processor.lanes.consumer.PlayedConsumer.A;
import static dev.admitone.processor.lanes.consumer.PlayedConsumer.B;
import static dev.admitone.processor.lanes.consumer.PlayedConsumer.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.processor.lanes.consumer.PlayedConsumer.QuietLane;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class PacedPollsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PACE = Duration.ofMillis(50);

  /** A test that waits for it is too slow to be taken for one that does not. */
  private static final Duration LONG_PACE = Duration.ofSeconds(10);

  private static final int POLL_RECORDS_MAX = 20;

  private final PlayedConsumer real = new PlayedConsumer();

  @Test
  void underLoadABatchBeginsNoSoonerThanThePaceAfterTheLastOne() {
    Consumer<byte[], byte[]> lane = laneUnderLoad(PACE);
    long begunNanos = System.nanoTime();
    real.append(A, 1);

    assertThat(offsets(lane.poll(TIMEOUT), A)).containsExactly(5L);

    assertThat(System.nanoTime() - begunNanos).isGreaterThan(PACE.toNanos() * 9 / 10);
  }

  @Test
  void afterABatchOfAFewTheNextOneBeginsAtOnce() {
    Consumer<byte[], byte[]> lane = lane(LONG_PACE);
    long begunNanos = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      real.append(A, 4);
      assertThat(lane.poll(TIMEOUT)).hasSize(4);
    }

    assertThat(System.nanoTime() - begunNanos).isLessThan(LONG_PACE.toNanos());
  }

  @Test
  void afterAPauseABatchBeginsAtOnce() {
    Consumer<byte[], byte[]> lane = laneUnderLoad(PACE);
    assertThat(lane.poll(TIMEOUT)).isEmpty();
    long begunNanos = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      real.append(A, 1);
      assertThat(lane.poll(TIMEOUT)).hasSize(1);
    }

    assertThat(System.nanoTime() - begunNanos).isLessThan(1_000 * PACE.toNanos());
  }

  @Test
  void withoutAPaceEachPollIsTheConsumersOwn() {
    Consumer<byte[], byte[]> lane = laneUnderLoad(Duration.ZERO);
    real.append(A, 2);
    real.schedulePollTask(() -> {});
    real.schedulePollTask(() -> real.append(A, 2));

    assertThat(offsets(lane.poll(TIMEOUT), A)).containsExactly(5L, 6L);
  }

  @Test
  void whatCameWhileTheLastBatchWasDecidedIsInTheNextOne() {
    Consumer<byte[], byte[]> lane = laneUnderLoad(PACE);
    real.append(A, 2);
    real.schedulePollTask(() -> {});
    real.schedulePollTask(
        () -> {
          real.append(A, 2);
          real.append(B, 1);
        });

    ConsumerRecords<byte[], byte[]> batch = lane.poll(TIMEOUT);

    assertThat(offsets(batch, A)).containsExactly(5L, 6L, 7L, 8L);
    assertThat(offsets(batch, B)).containsExactly(0L);
    assertThat(batch.nextOffsets())
        .hasEntrySatisfying(A, next -> assertThat(next.offset()).isEqualTo(9))
        .hasEntrySatisfying(B, next -> assertThat(next.offset()).isEqualTo(1));
  }

  @Test
  void aBatchIsNeverLargerThanOnePollAndAHalf() {
    Consumer<byte[], byte[]> lane = laneUnderLoad(PACE);
    real.append(A, POLL_RECORDS_MAX / 2);
    real.schedulePollTask(() -> {});
    real.schedulePollTask(() -> real.append(B, 2 * POLL_RECORDS_MAX));
    assertThat(lane.poll(TIMEOUT)).hasSize(PacedPolls.batchRecordsMax(POLL_RECORDS_MAX));

    real.append(A, 1);
    assertThat(lane.poll(TIMEOUT)).hasSizeLessThanOrEqualTo(POLL_RECORDS_MAX + 1);
  }

  @Test
  void recordsOfAPartitionThatIsRevokedMeanwhileAreDropped() {
    Consumer<byte[], byte[]> lane = laneUnderLoad(PACE);
    real.append(A, 2);
    real.append(B, 2);
    real.schedulePollTask(() -> {});
    real.schedulePollTask(
        () -> {
          real.rebalance(List.of(B));
          real.append(B, 1);
        });

    ConsumerRecords<byte[], byte[]> batch = lane.poll(TIMEOUT);

    assertThat(batch.partitions()).containsExactly(B);
    assertThat(offsets(batch, B)).containsExactly(0L, 1L, 2L);
    assertThat(batch.nextOffsets()).containsOnlyKeys(B);
  }

  @Test
  void recordsOfAPartitionThatIsRevokedAndAssignedAgainMeanwhileAreDropped() {
    Consumer<byte[], byte[]> lane = laneUnderLoad(PACE);
    real.append(A, 2);
    real.schedulePollTask(() -> {});
    real.schedulePollTask(
        () -> {
          real.rebalance(List.of(B));
          real.rebalance(List.of(A, B));
        });

    ConsumerRecords<byte[], byte[]> batch = lane.poll(TIMEOUT);

    assertThat(batch).isEmpty();
    assertThat(batch.nextOffsets()).doesNotContainKey(A);
  }

  @Test
  void recordsOfAPartitionInWhichTheLaneSeeksMeanwhileAreDropped() {
    Consumer<byte[], byte[]> lane = laneUnderLoad(PACE);
    real.append(A, 2);
    real.append(B, 2);
    real.schedulePollTask(() -> {});
    real.schedulePollTask(() -> lane.seek(A, 3));

    assertThat(lane.poll(TIMEOUT).partitions()).containsExactly(B);
    assertThat(real.position(A)).isEqualTo(3);
  }

  @Test
  void ifTheSecondPollFailsTheNextOneBeginsWhereTheFirstDid() {
    Consumer<byte[], byte[]> lane = laneUnderLoad(PACE);
    real.append(A, 2);
    real.append(B, 2);
    real.schedulePollTask(() -> {});
    real.schedulePollTask(
        () -> {
          real.rebalance(List.of(A));
          real.wakeup();
        });

    assertThatExceptionOfType(WakeupException.class).isThrownBy(() -> lane.poll(TIMEOUT));

    assertThat(real.position(A)).isEqualTo(5);
    assertThat(real.assignment()).containsExactly(A);
  }

  /** The last batch had five records of partition A. */
  private Consumer<byte[], byte[]> laneUnderLoad(Duration pace) {
    Consumer<byte[], byte[]> lane = lane(pace);
    real.append(A, 5);
    assertThat(lane.poll(TIMEOUT)).hasSize(5);
    return lane;
  }

  private Consumer<byte[], byte[]> lane(Duration pace) {
    return real.joined(pace, POLL_RECORDS_MAX, null, new QuietLane());
  }
}
