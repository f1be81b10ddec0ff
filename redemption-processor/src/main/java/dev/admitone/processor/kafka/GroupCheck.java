package dev.admitone.processor.kafka;

import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.BrokerCheck;
import dev.admitone.service.watch.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the group may be used, and reads all partitions. If a part is read by no lane, the lanes
 * join anew: a static member that comes back gets the assignment of before, be it from when the
 * topic was missing, and the group's leader takes the topic as it finds it then for what it has
 * shared out (KIP-345, KIP-814), so that nobody would ever share out the rest.
 */
final class GroupCheck implements BrokerCheck {

  private static final Logger log = LoggerFactory.getLogger(GroupCheck.class);

  private static final long GIVE_UP_SECONDS = 6;

  /** A rebalance takes seconds: the next one has to wait for what comes of it. */
  private static final int POLLS_BETWEEN_REBALANCES = 5;

  private final String group;
  private final ProvisionedTopics topics;
  private final Lanes lanes;

  private int pollsWithUnread;

  GroupCheck(String group, ProvisionedTopics topics, Lanes lanes) {
    this.group = group;
    this.topics = topics;
    this.lanes = lanes;
  }

  @Override
  public String about() {
    return group;
  }

  @Override
  public List<Finding> ask(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    ConsumerGroupDescription described;
    try {
      described =
          answer(
                  admin
                      .describeConsumerGroups(
                          List.of(group),
                          new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                      .all())
              .get(group);
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case GroupAuthorizationException _ -> List.of(noRight());
        case GroupIdNotFoundException _ -> List.of();
        case null, default -> throw e;
      };
    }
    if (described == null) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    Set<AclOperation> rights = described.authorizedOperations();
    if (rights != null && !rights.contains(AclOperation.READ)) {
      findings.add(noRight());
    }
    int unread = described.groupState() == GroupState.STABLE ? unread(admin, described) : 0;
    if (unread > 0) {
      findings.add(
          Finding.passing(
              group,
              "the group has no lane for %d of %d partitions of %s"
                  .formatted(unread, topics.partitionCount(), topics.requests())));
    }
    rebalanceIfItLasts(unread);
    return findings;
  }

  private void rebalanceIfItLasts(int unread) {
    if (unread == 0) {
      pollsWithUnread = 0;
      return;
    }
    pollsWithUnread++;
    if (pollsWithUnread % POLLS_BETWEEN_REBALANCES == 2) {
      log.warn(
          "No lane of the group {} reads {} of the partitions: the lanes join anew", group, unread);
      lanes.rebalance();
    }
  }

  /** 0 also where the topic is missing, which is found elsewhere. */
  private int unread(Admin admin, ConsumerGroupDescription described)
      throws ExecutionException, InterruptedException, TimeoutException {
    long read =
        described.members().stream()
            .flatMap(member -> member.assignment().topicPartitions().stream())
            .filter(partition -> partition.topic().equals(topics.requests()))
            .distinct()
            .count();
    int unread = topics.partitionCount() - Math.toIntExact(read);
    return unread > 0 && exists(admin) ? unread : 0;
  }

  private boolean exists(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      var _ = answer(admin.describeTopics(List.of(topics.requests())).allTopicNames());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private Finding noRight() {
    return Finding.standing(group, "this service's principal has no right to read as this group");
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(GIVE_UP_SECONDS, TimeUnit.SECONDS);
  }
}
