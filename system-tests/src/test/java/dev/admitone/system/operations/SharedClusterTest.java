package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.system.Codes;
import dev.admitone.system.OwnEnvironment;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two deployments, each with a processor, a ledger and a gateway, on one Kafka cluster. */
@Timeout(900)
@Tag("services")
class SharedClusterTest {

  private static final String[] PATIENTLY = {"Prefer", "wait=30"};

  @TempDir private static Path directory;

  @Test
  void deploymentsWithDifferentPrefixesKnowNothingOfEachOther() throws Exception {
    try (OwnEnvironment cluster = OwnEnvironment.in(directory.resolve("kafka"));
        Deployment first = Deployment.start(cluster, "first.");
        Deployment second = Deployment.start(cluster.withEmptyDatabase(), "second.")) {
      String firsts = Codes.unique("FIRST");
      create(first, firsts, 1);
      assertThat(second.api().validate(firsts).text("reason")).isEqualTo("UNKNOWN_CODE");
      assertThat(second.api().redeem(firsts, "ann", PATIENTLY).outcome()).isEqualTo("UNKNOWN_CODE");

      // The same code in both: two invites with a use each.
      create(second, firsts, 1);
      String[] sameKey = {"Idempotency-Key", "one", "Prefer", "wait=30"};
      assertThat(first.api().redeem(firsts, "ann", sameKey).outcome()).isEqualTo("REDEEMED");
      assertThat(second.api().redeem(firsts, "bob", sameKey).outcome()).isEqualTo("REDEEMED");
      assertThat(first.site().ledger().uses(firsts)).isEqualTo(1);
      assertThat(second.site().ledger().uses(firsts)).isEqualTo(1);

      try (Admin admin = cluster.admin()) {
        assertThat(admin.listTopics().names().get())
            .containsExactlyInAnyOrderElementsOf(
                Stream.of(new TopicNames("first."), new TopicNames("second."))
                    .flatMap(
                        names ->
                            Stream.of(
                                names.requests(),
                                names.results(),
                                names.invites(),
                                names.deadLetters()))
                    .toList());
        assertThat(admin.listGroups().all().get().stream().map(GroupListing::groupId))
            .containsExactlyInAnyOrder("first.redemption-processor", "second.redemption-processor");
      }
    }
  }

  private static void create(Deployment deployment, String code, int maxUses) {
    Map<String, ?> invite = Map.of("code", code, "maxUses", maxUses);
    assertThat(deployment.api().createInvite(invite, PATIENTLY).status()).isEqualTo(201);
  }
}
