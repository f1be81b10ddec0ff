package dev.admitone.system.operations;

import static dev.admitone.testsupport.Await.patiently;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.BrokerCluster;
import dev.admitone.system.BrokerProcess;
import dev.admitone.system.Codes;
import dev.admitone.system.OwnEnvironment;
import dev.admitone.testsupport.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Brokers of the minor release before this one are replaced one after the other while users redeem,
 * as docs/how-to/upgrade-servers.md has it. Needs Maven and its repository.
 */
@Tag("long")
@Tag("services")
@Timeout(1200)
class BrokerUpgradeTest {

  private static final String OLDER = "4.1.2";
  private static final String THIS_RELEASE = System.getProperty("java.class.path");
  private static final String METADATA = "metadata.version";

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>dev.admitone</groupId>
        <artifactId>older-broker</artifactId>
        <version>1</version>
        <dependencies>
          <dependency>
            <groupId>org.apache.kafka</groupId>
            <artifactId>kafka_2.13</artifactId>
            <version>OLDER</version>
          </dependency>
        </dependencies>
      </project>
      """;

  @TempDir private Path directory;

  private final String code = Codes.unique("BROKERS");

  @Test
  void eachUserHasADecisionWhileBrokersAreReplacedOneAfterTheOther() throws Exception {
    try (BrokerCluster brokers = BrokerCluster.start(directory, olderRelease());
        OwnEnvironment site = OwnEnvironment.on(brokers.bootstrapServers());
        Admin admin = site.admin()) {
      patiently().until(() -> admin.describeCluster().nodes().get().size() == BrokerCluster.SIZE);
      int olderLevel = metadataLevel(admin);
      try (Deployment deployment = Deployment.start(site, "")) {
        assertThat(
                deployment
                    .api()
                    .createInvite(Map.of("code", code, "maxUses", 1_000_000), "Prefer", "wait=30")
                    .status())
            .isEqualTo(201);
        try (Traffic traffic = Traffic.of(code, deployment.api())) {
          RollOut.decideMore(traffic);
          for (int broker = 1; broker <= BrokerCluster.SIZE; broker++) {
            brokers.stop(broker);
            RollOut.decideMore(traffic);
            brokers.start(broker, THIS_RELEASE);
            awaitInSync(admin);
            RollOut.decideMore(traffic);
          }
          finalizeRelease(admin);
          assertThat(metadataLevel(admin)).isGreaterThan(olderLevel);
          RollOut.decideMore(traffic);
          List<String> decisions = traffic.end();
          assertThat(decisions).containsOnly("REDEEMED");
          assertThat(site.ledger().uses(code)).isEqualTo(decisions.size());
          assertThat(site.ledger().currentUses(code)).isEqualTo(decisions.size());
          assertThat(site.records(deployment.topics().deadLetters())).isEmpty();
        }
      }
    }
  }

  /** No partition lacks a replica: the broker that was started last has all of it. */
  private static void awaitInSync(Admin admin) {
    patiently()
        .ignoreExceptionsInstanceOf(KafkaException.class)
        .until(
            () ->
                admin.describeCluster().nodes().get().size() == BrokerCluster.SIZE
                    && admin
                        .describeTopics(admin.listTopics().names().get())
                        .allTopicNames()
                        .get()
                        .values()
                        .stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.isr().size() == BrokerCluster.SIZE));
  }

  /** What the brokers' program for it does: the highest level that all of them know. */
  private static void finalizeRelease(Admin admin) throws Exception {
    var supported = admin.describeFeatures().featureMetadata().get().supportedFeatures();
    short newest = requireNonNull(supported.get(METADATA)).maxVersion();
    admin
        .updateFeatures(
            Map.of(METADATA, new FeatureUpdate(newest, UpgradeType.UPGRADE)),
            new UpdateFeaturesOptions())
        .all()
        .get();
    patiently().until(() -> metadataLevel(admin) == newest);
  }

  private static int metadataLevel(Admin admin) throws Exception {
    @Nullable FinalizedVersionRange range =
        admin.describeFeatures().featureMetadata().get().finalizedFeatures().get(METADATA);
    return range == null ? 0 : range.maxVersionLevel();
  }

  /** The class path of a broker of the older release. */
  private String olderRelease() throws IOException, InterruptedException {
    Path project = Files.createDirectory(directory.resolve("older"));
    Files.writeString(project.resolve("pom.xml"), POM.replace("OLDER", OLDER));
    ProcessBuilder maven =
        new ProcessBuilder(
                "mvn",
                "--batch-mode",
                "--quiet",
                "dependency:copy-dependencies",
                "-DoutputDirectory=lib")
            .directory(project.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    JavaCommand.Ended ended = JavaCommand.run(maven);
    assertThat(ended.status()).as(ended.output()).isZero();
    try (Stream<Path> libraries = Files.list(project.resolve("lib"))) {
      return Stream.concat(
              libraries.map(Path::toString),
              Stream.of(
                  BrokerProcess.class
                      .getProtectionDomain()
                      .getCodeSource()
                      .getLocation()
                      .getPath()))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
