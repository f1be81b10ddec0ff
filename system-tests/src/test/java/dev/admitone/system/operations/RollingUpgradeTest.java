package dev.admitone.system.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.Topics;
import dev.admitone.system.Codes;
import dev.admitone.system.Ledger;
import dev.admitone.system.OwnEnvironment;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services of this release and of one that has version 3 of the schemas, side by side under load,
 * as processes. Each new one joins before the old one leaves. The version that is written is raised
 * last: then nothing is dead-lettered and nothing is lost, in whatever order the services are
 * replaced.
 */
@Tag("services")
@Tag("long")
class RollingUpgradeTest {

  private static final String[] WAIT = {"Prefer", "wait=30"};
  private static final String PARTITIONS = "--admit-one.partitions=4";
  private static final String WRITES_VERSION_3 = "--admit-one.write-version=3";
  private static final String THIS_RELEASE = System.getProperty("java.class.path");

  private enum Kind {
    GATEWAY,
    PROCESSOR
  }

  @TempDir private static Path release;
  private static String nextRelease = "";

  @TempDir private Path directory;
  private OwnEnvironment site;
  private Ledger ledger;
  private final String code = Codes.unique("ROLLING");

  @BeforeAll
  static void buildTheNextRelease() throws IOException {
    nextRelease = NextRelease.classPath(release);
  }

  @BeforeEach
  void begin() {
    site = OwnEnvironment.in(directory.resolve("kafka"));
    ledger = site.ledger();
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void processorsFirstThenGatewaysThenTheVersion() throws Exception {
    nothingIsLostWhileServicesAreReplaced(List.of(Kind.PROCESSOR, Kind.GATEWAY));
  }

  @Test
  void gatewaysFirstThenProcessorsThenTheVersion() throws Exception {
    nothingIsLostWhileServicesAreReplaced(List.of(Kind.GATEWAY, Kind.PROCESSOR));
  }

  /** Once by services of the next release, and in the same order by those that write version 3. */
  private void nothingIsLostWhileServicesAreReplaced(List<Kind> order) throws Exception {
    CompletableFuture<ServiceProcess> first =
        RollOut.later(() -> start(Kind.GATEWAY, THIS_RELEASE));
    Map<Kind, ServiceProcess> running = new EnumMap<>(Kind.class);
    running.put(Kind.PROCESSOR, start(Kind.PROCESSOR, THIS_RELEASE));
    running.put(Kind.GATEWAY, first.join());
    create(running(running, Kind.GATEWAY));
    try (Traffic traffic = Traffic.of(code, running(running, Kind.GATEWAY).api())) {
      for (String[] settings : new String[][] {{}, {WRITES_VERSION_3}}) {
        for (Kind kind : order) {
          ServiceProcess next = start(kind, nextRelease, settings);
          running.put(kind, replaced(running(running, kind), next, traffic));
        }
      }
      assertNothingLost(traffic, running(running, Kind.GATEWAY));
    }
    running(running, Kind.GATEWAY).close();
    running(running, Kind.PROCESSOR).close();
  }

  private static ServiceProcess running(Map<Kind, ServiceProcess> services, Kind kind) {
    return requireNonNull(services.get(kind));
  }

  /** What goes wrong: an old processor dead-letters what it cannot read, and can tell nobody. */
  @Test
  void raisedTooEarlyTheVersionDeadLettersRequestsUntilTheyAreSentAgainToNewProcessors()
      throws Exception {
    String[] key = {"Idempotency-Key", "try-1", "Prefer", "wait=1"};
    try (ServiceProcess gateway = start(Kind.GATEWAY, nextRelease, WRITES_VERSION_3)) {
      ApiClient.Response early;
      try (ServiceProcess _ = start(Kind.PROCESSOR, THIS_RELEASE)) {
        early = gateway.api().redeem(code, "ann", key);
        assertThat(early.status()).isEqualTo(202);
        Await.patiently().until(() -> site.records(Topics.DEAD_LETTERS).size() == 1);
        assertThat(deadLetterReasons()).containsExactly("UNKNOWN_SCHEMA");
        assertThat(ledger.decisions(code, "UNKNOWN_CODE")).isZero();
      }

      try (ServiceProcess _ = start(Kind.PROCESSOR, nextRelease)) {
        ApiClient.Response again =
            gateway.api().redeem(code, "ann", "Idempotency-Key", "try-1", WAIT[0], WAIT[1]);
        assertThat(again.outcome()).isEqualTo("UNKNOWN_CODE");
        assertThat(again.text("requestId")).isEqualTo(early.text("requestId"));
      }
    }
  }

  private void create(ServiceProcess gateway) {
    assertThat(
            gateway.api().createInvite(Map.of("code", code, "maxUses", 1_000_000), WAIT).status())
        .isEqualTo(201);
  }

  /** Both at work for a while, each kind of command through both, then the old one stops. */
  private ServiceProcess replaced(ServiceProcess old, ServiceProcess next, Traffic traffic)
      throws IOException {
    boolean isGateway = next.isGateway();
    if (isGateway) {
      traffic.alsoOver(next.api());
      RollOut.everyCommandOver(next.api());
      RollOut.everyCommandOver(old.api());
    }
    RollOut.decideMore(traffic);
    traffic.noLongerOver(old.api());
    old.close();
    RollOut.decideMore(traffic);
    return next;
  }

  private void assertNothingLost(Traffic traffic, ServiceProcess gateway) throws Exception {
    RollOut.everyCommandOver(gateway.api());
    List<String> decisions = traffic.end();
    assertThat(decisions).containsOnly("REDEEMED");
    assertThat(ledger.uses(code)).isEqualTo(decisions.size());
    assertThat(ledger.currentUses(code)).isEqualTo(decisions.size());
    assertThat(site.records(Topics.DEAD_LETTERS)).isEmpty();
    for (String topic : List.of(Topics.REQUESTS, Topics.RESULTS, Topics.INVITES)) {
      assertThat(site.records(topic).stream().map(one -> fingerprint(one.value())).distinct())
          .as("versions in " + topic)
          .hasSize(2);
    }
    assertThat(site.records(Topics.RESULTS))
        .as("what only version 3 has")
        .anySatisfy(one -> assertThat(new String(one.value(), UTF_8)).endsWith("spring"));
  }

  private List<String> deadLetterReasons() {
    return site.records(Topics.DEAD_LETTERS).stream()
        .map(one -> one.headers().lastHeader(Topics.DEAD_LETTER_REASON_HEADER).value())
        .map(reason -> new String(reason, UTF_8))
        .collect(Collectors.toList());
  }

  /** Of the schema that the record was written with: the 8 bytes after the marker. */
  private static long fingerprint(byte[] record) {
    return ByteBuffer.wrap(record).getLong(2);
  }

  private ServiceProcess start(Kind kind, String classPath, String... settings) throws IOException {
    return switch (kind) {
      case GATEWAY -> ServiceProcess.gateway(classPath, with(settings));
      case PROCESSOR -> ServiceProcess.processor(classPath, with(settings));
    };
  }

  private String[] with(String... settings) {
    String[] all = new String[settings.length + 1];
    all[0] = PARTITIONS;
    System.arraycopy(settings, 0, all, 1, settings.length);
    return site.settings(all);
  }
}
