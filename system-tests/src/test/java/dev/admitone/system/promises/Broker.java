package dev.admitone.system.promises;

import static java.util.Objects.requireNonNull;

import dev.admitone.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The broker, as an operator with Kafka's tools sees it. */
final class Broker {

  private static final String PROCESSORS = "redemption-processor";

  private final String bootstrapServers;

  Broker(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** How many dead letters there are. */
  long deadLetters() throws Exception {
    try (Admin admin = connect()) {
      String topic = Topics.DEAD_LETTERS;
      var partitions =
          requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
              .partitions();
      var ends =
          IntStream.range(0, partitions.size())
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }

  /** How many partitions each lane of the processors reads. */
  List<Integer> partitionsOfLanes() throws Exception {
    try (Admin admin = connect()) {
      var group = admin.describeConsumerGroups(List.of(PROCESSORS)).all().get().get(PROCESSORS);
      return requireNonNull(group).members().stream()
          .map(member -> member.assignment().topicPartitions().size())
          .toList();
    }
  }

  private Admin connect() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }
}
