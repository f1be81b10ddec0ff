package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.util.Objects.requireNonNull;

import dev.admitone.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** What the broker knows of the processors' consumer group. */
final class Group {

  private final Admin admin;
  private final String name;

  Group(Site site, TestLog log) {
    this.admin = log.admin();
    this.name = site.group();
  }

  /** How many partitions each of its consumers reads. */
  List<Integer> partitionsOfMembers() throws Exception {
    var description = admin.describeConsumerGroups(List.of(name)).all().get().get(name);
    return requireNonNull(description).members().stream()
        .map(member -> member.assignment().topicPartitions().size())
        .toList();
  }

  /** The committed offset, or -1. */
  long committed(int partition) throws Exception {
    OffsetAndMetadata offset =
        admin
            .listConsumerGroupOffsets(name)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(new TopicPartition(Topics.REQUESTS, partition));
    return offset == null ? -1 : offset.offset();
  }

  /** Once its last member has left. */
  void commit(int partition, long offset) {
    var offsets =
        Map.of(new TopicPartition(Topics.REQUESTS, partition), new OffsetAndMetadata(offset));
    patiently()
        .until(
            () -> {
              try {
                admin.alterConsumerGroupOffsets(name, offsets).all().get();
                return true;
              } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownMemberIdException) {
                  return false;
                }
                throw e;
              }
            });
  }

  /** Whether all that is in the requests topic is committed. */
  boolean isAtTheEnd() throws Exception {
    for (TopicPartition partition : TestLog.partitions(Topics.REQUESTS)) {
      long end =
          admin
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition)
              .get()
              .offset();
      if (end > 0 && committed(partition.partition()) != end) {
        return false;
      }
    }
    return true;
  }
}
