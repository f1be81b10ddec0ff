package dev.admitone.service.watch;

import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.service.watch.TopicUse.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** What a topic lacks for what a service does with it, as the brokers report it. */
final class TopicChecks {

  private static final String ISR_MIN = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
  private static final int PARTITIONS_NAMED_MAX = 3;

  private final TopicSettings expected;
  private final Access access;

  TopicChecks(TopicSettings expected, Access access) {
    this.expected = expected;
    this.access = access;
  }

  /**
   * Looks at one topic.
   *
   * @param config the topic's settings; null where they are not known
   * @param silent the brokers that do not respond, by id
   */
  List<Finding> findings(
      TopicDescription topic, @Nullable Config config, Collection<Integer> silent) {
    List<Finding> findings = new ArrayList<>();
    if (topic.authorizedOperations() != null
        && !topic.authorizedOperations().contains(access.operation())) {
      findings.add(
          lasting("this service's principal has no right to %s it".formatted(access.operation())));
    }
    if (config != null) {
      expected
          .differences(topic.partitions().size(), config)
          .forEach(difference -> findings.add(lasting(difference)));
    }
    partitions(topic, partition -> leader(partition) == null)
        .ifPresent(which -> findings.add(passing("%s without a leader".formatted(which))));
    partitions(topic, partition -> isSilent(leader(partition), silent))
        .ifPresent(
            which ->
                findings.add(
                    passing(
                        "%s with a leader that does not respond (brokers %s)"
                            .formatted(which, silent))));
    if (access == Access.WRITE && config != null) {
      minIsr(config).ifPresent(minIsr -> addTooFewReplicas(topic, minIsr, silent, findings));
    }
    return findings;
  }

  private void addTooFewReplicas(
      TopicDescription topic, int minIsr, Collection<Integer> silent, List<Finding> findings) {
    partitions(topic, partition -> partition.isr().size() < minIsr)
        .ifPresentOrElse(
            which -> findings.add(lasting(tooFew(which, minIsr, ""))),
            // A cluster without a controller no longer reports which replicas are gone.
            () ->
                partitions(
                        topic,
                        partition ->
                            partition.isr().stream()
                                    .filter(replica -> !silent.contains(replica.id()))
                                    .count()
                                < minIsr)
                    .ifPresent(
                        which -> findings.add(passing(tooFew(which, minIsr, " that respond")))));
  }

  private static String tooFew(String which, int minIsr, String ofWhat) {
    return "%s with fewer in-sync replicas%s than %s=%d, so it takes no records"
        .formatted(which, ofWhat, ISR_MIN, minIsr);
  }

  private static OptionalInt minIsr(Config config) {
    ConfigEntry entry = config.get(ISR_MIN);
    return entry == null || entry.value() == null
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(entry.value()));
  }

  private static boolean isSilent(@Nullable Integer broker, Collection<Integer> silent) {
    return broker != null && silent.contains(broker);
  }

  private static @Nullable Integer leader(TopicPartitionInfo partition) {
    Node leader = partition.leader();
    return leader == null || leader.isEmpty() ? null : leader.id();
  }

  /** The partitions that it is true of, in words. */
  private static Optional<String> partitions(
      TopicDescription topic, Predicate<TopicPartitionInfo> rule) {
    List<Integer> which =
        topic.partitions().stream().filter(rule).map(TopicPartitionInfo::partition).toList();
    if (which.isEmpty()) {
      return Optional.empty();
    }
    String some =
        which.stream()
            .limit(PARTITIONS_NAMED_MAX)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return Optional.of(
        "%d of %d partitions (%s%s)"
            .formatted(
                which.size(),
                topic.partitions().size(),
                some,
                which.size() > PARTITIONS_NAMED_MAX ? ", …" : ""));
  }

  private Finding lasting(String what) {
    return Finding.lasting(expected.name(), what);
  }

  private Finding passing(String what) {
    return Finding.passing(expected.name(), what);
  }
}
