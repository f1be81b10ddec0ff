package dev.admitone.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.GatewayApplication;
import dev.admitone.processor.ProcessorApplication;
import dev.admitone.schemas.TopicNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two deployments, each with a processor, a ledger and a gateway, on one Kafka cluster. */
@Timeout(300)
class SharedClusterTest {

  private static final String[] PATIENTLY = {"Prefer", "wait=30"};

  @TempDir private static Path directory;

  @Test
  void deploymentsWithDifferentPrefixesKnowNothingOfEachOther() throws Exception {
    try (OwnSite cluster = OwnSite.in(directory.resolve("kafka"));
        Deployment first = new Deployment(cluster, "first.");
        Deployment second = new Deployment(cluster.withEmptyDatabase(), "second.")) {
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

  /** The services of a deployment. */
  private static final class Deployment implements AutoCloseable {

    private final OwnSite site;
    private final ConfigurableApplicationContext processor;
    private final ConfigurableApplicationContext gateway;

    Deployment(OwnSite site, String prefix) {
      this.site = site;
      this.processor = start(ProcessorApplication.builder(), prefix);
      this.gateway = start(GatewayApplication.builder(), prefix);
      for (ConfigurableApplicationContext service : List.of(processor, gateway)) {
        Readiness.await(ServiceProcess.local(port(service, "local.management.port")));
      }
    }

    OwnSite site() {
      return site;
    }

    Api api() {
      return new Api(ServiceProcess.local(port(gateway, "local.server.port")), OwnSite.TOKENS);
    }

    private ConfigurableApplicationContext start(SpringApplicationBuilder service, String prefix) {
      return service
          .registerShutdownHook(false)
          .run(
              site.settings(
                  "--server.port=0", "--admit-one.partitions=3", "--admit-one.prefix=" + prefix));
    }

    private static String port(ConfigurableApplicationContext service, String property) {
      return service.getEnvironment().getRequiredProperty(property);
    }

    @Override
    public void close() {
      gateway.close();
      processor.close();
    }
  }
}
