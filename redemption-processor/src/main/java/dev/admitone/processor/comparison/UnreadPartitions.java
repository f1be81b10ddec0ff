package dev.admitone.processor.comparison;

import dev.admitone.service.ProvisionedTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.GroupState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions that the group gives to no lane. A lane with a name of its own gets back what it had
 * before a restart, without a look at the topic: one that was missing then would be read by no
 * lane. Lanes that are removed from the group come back as new ones, and all partitions are
 * assigned again.
 */
public final class UnreadPartitions {

  private static final Logger LOG = LoggerFactory.getLogger(UnreadPartitions.class);
  private static final Duration RESPONSE_WAIT_MAX = Duration.ofSeconds(5);

  private final Admin admin;
  private final ProvisionedTopics topics;
  private final String group;
  private final List<String> names;
  private boolean seen;

  /** The names are those of the lanes as members of the group; none where they have no names. */
  UnreadPartitions(Admin admin, ProvisionedTopics topics, String group, List<String> names) {
    this.admin = admin;
    this.topics = topics;
    this.group = group;
    this.names = List.copyOf(names);
  }

  /** Has the partitions assigned again if some are unread for the second time in a row. */
  public void dealAgain() {
    if (names.isEmpty()) {
      return;
    }
    try {
      boolean unread = areThere();
      if (unread && seen) {
        LOG.warn("Partitions are read by no lane: the lanes join the group anew");
        admin
            .removeMembersFromConsumerGroup(
                group,
                new RemoveMembersFromConsumerGroupOptions(
                    names.stream().map(MemberToRemove::new).toList()))
            .all()
            .get(RESPONSE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        unread = false;
      }
      seen = unread;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The group's partitions are not known", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean areThere() throws ExecutionException, TimeoutException, InterruptedException {
    Map<String, ConsumerGroupDescription> described =
        admin
            .describeConsumerGroups(List.of(group))
            .all()
            .get(RESPONSE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    ConsumerGroupDescription found = described.get(group);
    if (found == null || found.groupState() != GroupState.STABLE) {
      return false;
    }
    long read =
        found.members().stream()
            .flatMap(member -> member.assignment().topicPartitions().stream())
            .filter(partition -> partition.topic().equals(topics.requests()))
            .distinct()
            .count();
    return read < topics.partitionCount();
  }
}
