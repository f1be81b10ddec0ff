package dev.admitone.processor.lanes;

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

/** Whether the group may be used, and has a lane for each partition. */
final class GroupCheck implements BrokerCheck {

  private static final long GIVE_UP_SECONDS = 6;

  private final String group;
  private final ProvisionedTopics topics;

  GroupCheck(String group, ProvisionedTopics topics) {
    this.group = group;
    this.topics = topics;
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
          await(
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
    return findings;
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
      var _ = await(admin.describeTopics(List.of(topics.requests())).allTopicNames());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private Finding noRight() {
    return Finding.lasting(group, "this service's principal has no right to read as this group");
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(GIVE_UP_SECONDS, TimeUnit.SECONDS);
  }
}
