package dev.admitone.service.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.service.watch.TopicUse.Access;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a topic of three partitions lacks, by what brokers 1 to 3 say of it. */
class TopicChecksTest {

  private static final TopicSettings REQUESTS = Topics.settings(3).getFirst();

  /** Partitions are leader:in-sync replicas; {@code -} is no leader. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NONE",
      textBlock =
          """
          WRITE | 1:123 2:123 3:123 | ''  | READ WRITE | NONE
          WRITE | 1:12 1:12 1:12    | ''  | READ WRITE | NONE
          WRITE | 1:1 1:1 1:12      | ''  | READ WRITE | LASTING 2 of 3 partitions (0, 1) with fewer in-sync replicas than min.insync.replicas=2, so it takes no records
          READ  | 1:1 1:1 1:1       | ''  | READ WRITE | NONE
          READ  | -:1 1:1 1:1       | ''  | READ WRITE | PASSING 1 of 3 partitions (0) without a leader
          WRITE | 1:123 2:123 3:123 | 3   | READ WRITE | PASSING 1 of 3 partitions (2) with a leader that does not respond (brokers [3])
          READ  | 1:123 2:123 3:123 | 2 3 | READ WRITE | PASSING 2 of 3 partitions (1, 2) with a leader that does not respond (brokers [2, 3])
          WRITE | 1:123 1:123 1:123 | 2 3 | READ WRITE | PASSING 3 of 3 partitions (0, 1, 2) with fewer in-sync replicas that respond than min.insync.replicas=2, so it takes no records
          WRITE | 1:123 1:123 1:123 | ''  | READ       | LASTING this service's principal has no right to WRITE it
          READ  | 1:123 1:123 1:123 | ''  | WRITE      | LASTING this service's principal has no right to READ it
          READ  | 1:123 1:123       | ''  | READ       | LASTING has partitions=2, but this service needs 3
          """)
  void itIsFound(
      Access access, String partitions, String silent, String rights, @Nullable String finding) {
    List<String> found =
        new TopicChecks(REQUESTS, access)
            .findings(described(partitions, rights), config(Map.of()), brokers(silent)).stream()
                .map(each -> "%s %s".formatted(each.kind(), each.what()))
                .toList();
    assertThat(found).isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  @ParameterizedTest
  @CsvSource({"message.timestamp.type,CreateTime", "cleanup.policy,compact"})
  void aSettingThatThePromisesDoNotHoldOnIsFound(String setting, String value) {
    assertThat(
            new TopicChecks(REQUESTS, Access.READ)
                .findings(
                    described("1:1 1:1 1:1", "READ"), config(Map.of(setting, value)), Set.of()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.LASTING);
              assertThat(finding.about()).isEqualTo("redemption-requests");
              assertThat(finding.what())
                  .startsWith("has %s=%s, but this service needs ".formatted(setting, value));
            });
  }

  private static TopicDescription described(String partitions, String rights) {
    String[] each = partitions.split(" ", -1);
    List<TopicPartitionInfo> infos =
        IntStream.range(0, each.length)
            .mapToObj(
                i -> {
                  @Nullable Node leader = each[i].charAt(0) == '-' ? null : node(each[i].charAt(0));
                  List<Node> isr =
                      each[i].substring(2).chars().mapToObj(id -> node((char) id)).toList();
                  return new TopicPartitionInfo(i, leader, isr, isr);
                })
            .toList();
    Set<AclOperation> operations =
        Arrays.stream(rights.split(" ", -1)).map(AclOperation::valueOf).collect(Collectors.toSet());
    return new TopicDescription(REQUESTS.name(), false, infos, operations);
  }

  private static Set<Integer> brokers(String ids) {
    return Stream.of(ids.split(" ", -1))
        .filter(id -> !id.isEmpty())
        .map(Integer::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Node node(char id) {
    return new Node(id - '0', "broker-" + id, 9092);
  }

  private static Config config(Map<String, String> other) {
    Map<String, String> all = new HashMap<>(REQUESTS.configs());
    all.put("min.insync.replicas", "2");
    all.putAll(other);
    List<ConfigEntry> entries = new ArrayList<>();
    all.forEach((name, value) -> entries.add(new ConfigEntry(name, value)));
    return new Config(entries);
  }
}
