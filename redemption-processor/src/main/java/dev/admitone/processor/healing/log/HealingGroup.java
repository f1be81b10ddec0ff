package dev.admitone.processor.healing.log;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.healing.HealingImpossibleException;
import dev.admitone.processor.places.CommitNote;
import dev.admitone.processor.places.Committed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** The requests topic and the lanes' group, as the broker has them. */
final class HealingGroup implements AutoCloseable {

  /** Lanes leave the group within seconds once nothing may be decided. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final Admin admin;
  private final String group;

  HealingGroup(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /** The topic's id: another one once the topic was made again. */
  String topicId(String topic) {
    TopicDescription description =
        requireNonNull(
            BrokerCalls.response(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    return description.topicId().toString();
  }

  /** How far the lanes are, by partition. Commits about another topic of that name do not count. */
  Map<Integer, Long> committed(String topic, String topicId) {
    Map<Integer, Long> committed = new HashMap<>();
    BrokerCalls.response(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null && partition.topic().equals(topic)) {
                Committed known = Committed.of(offset.offset(), offset.metadata());
                if (known.isOf(topicId)) {
                  long place = known.note().map(CommitNote::place).orElse(0L);
                  committed.put(partition.partition(), Math.max(offset.offset(), place));
                }
              }
            });
    return committed;
  }

  /** Waits until the lanes have left the group. */
  void commit(String topic, UUID ledgerId, Map<Integer, Long> offsets) {
    String topicId = topicId(topic);
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    offsets.forEach(
        (partition, offset) ->
            commits.put(
                new TopicPartition(topic, partition),
                new OffsetAndMetadata(
                    offset, new CommitNote(ledgerId, topicId, offset).toString())));
    long deadlineNanos = System.nanoTime() + WAIT_MAX.toNanos();
    while (!isCommitted(commits)) {
      if (System.nanoTime() > deadlineNanos) {
        throw new HealingImpossibleException(
            ("A processor stays in the group %s though nothing may be decided. Stop it, and run"
                    + " ./admit heal again.")
                .formatted(group));
      }
      pause();
    }
  }

  /** False while the group has members. */
  private boolean isCommitted(Map<TopicPartition, OffsetAndMetadata> commits) {
    try {
      admin.alterConsumerGroupOffsets(group, commits).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownMemberIdException
          || e.getCause() instanceof GroupNotEmptyException) {
        return false;
      }
      throw BrokerCalls.failed(e);
    } catch (InterruptedException e) {
      throw BrokerCalls.interrupted(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      throw BrokerCalls.interrupted(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
