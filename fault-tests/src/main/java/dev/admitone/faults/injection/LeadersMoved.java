package dev.admitone.faults.injection;

import dev.admitone.faults.environment.Environment;
import dev.admitone.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Each partition of requests and results is led by another broker from now on. */
record LeadersMoved(Environment environment) implements Fault {

  private static final List<String> TOPICS = List.of(Topics.REQUESTS, Topics.RESULTS);

  @Override
  public void inject() {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", environment.brokers(),
                "request.timeout.ms", "3000",
                "default.api.timeout.ms", "5000"))) {
      Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(TOPICS).allTopicNames().get().values()) {
        for (TopicPartitionInfo partition : topic.partitions()) {
          List<Integer> replicas =
              new ArrayList<>(partition.replicas().stream().map(Node::id).toList());
          Collections.rotate(replicas, 1);
          moves.put(
              new TopicPartition(topic.name(), partition.partition()),
              Optional.of(new NewPartitionReassignment(replicas)));
        }
      }
      admin.alterPartitionReassignments(moves).all().get();
      admin.electLeaders(ElectionType.PREFERRED, Set.copyOf(moves.keySet())).partitions().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void heal() {}
}
