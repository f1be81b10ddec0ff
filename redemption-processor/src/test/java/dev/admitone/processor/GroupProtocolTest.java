package dev.admitone.processor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lanes' group under the protocol in which the broker assigns partitions (KIP-848). */
@ExtendWith(FreshSite.class)
@Tag("services")
class GroupProtocolTest {

  private static final String CONSUMER = "spring.kafka.consumer.properties.group.protocol=consumer";

  @Test
  void lanesDecideUnderTheProtocolConsumer(Site site, TestLog log) throws Exception {
    String code = TestRequests.newCode();
    try (RunningProcessor _ = RunningProcessor.start(site, CONSUMER)) {
      log.append(TestRequests.create(code, 2L), TestRequests.redeem(code, "ann"));
      assertThat(TestLog.words(log.awaitResultsFor(code, 2))).containsExactly("DONE", "REDEEMED");
      var groups = log.admin().describeConsumerGroups(List.of(site.group())).all().get();
      assertThat(requireNonNull(groups.get(site.group())).type()).isEqualTo(GroupType.CONSUMER);
    }
  }
}
