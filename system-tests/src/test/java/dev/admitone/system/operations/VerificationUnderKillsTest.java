package dev.admitone.system.operations;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import dev.admitone.ops.OpsApplication;
import dev.admitone.system.Codes;
import dev.admitone.system.Ledger;
import dev.admitone.system.OwnEnvironment;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * The verification of the console has no pause while processors and gateways are killed under load:
 * it reports no drift, and afterwards finds the drift that is planted.
 */
@Tag("services")
@Tag("long")
class VerificationUnderKillsTest {

  private static final Logger LOG = LoggerFactory.getLogger(VerificationUnderKillsTest.class);

  private static final int MINUTES = Integer.getInteger("kills.minutes", 10);
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String[] WAIT = {"Prefer", "wait=5"};
  private static final int EACH = 2;
  private static final int FEW = 50;

  @TempDir private Path directory;

  private final List<ServiceProcess> processors = new ArrayList<>();
  private final List<ServiceProcess> gateways = new ArrayList<>();
  private final List<ApiClient> apis = new CopyOnWriteArrayList<>();
  private int kills;
  private int released;

  @Test
  void tenMinutesOfKillsUnderLoadGiveNoFalseAlarm() throws Exception {
    try (OwnEnvironment environment = OwnEnvironment.in(directory)) {
      try {
        for (int i = 0; i < EACH; i++) {
          processors.add(processor(environment));
          gateways.add(gateway(environment));
          apis.add(gateways.get(i).api());
        }
        List<String> codes =
            List.of(invite(Map.of("maxUses", FEW)), invite(Map.of()), invite(Map.of()));
        try (ConfigurableApplicationContext console = console(environment);
            LoadRun load =
                LoadRun.begin(apis, codes, Duration.ofMillis(20), "wait=5", "respond-async")) {
          ApiClient ops = client(console);
          Instant end = Instant.now().plus(Duration.ofMinutes(MINUTES));
          while (Instant.now().isBefore(end) || kills < EACH) {
            killAnother(environment);
            redeemAndRelease(codes.getLast());
            assertNoDrift(ops);
          }
          load.end();
          verifiedAfter(ops, verifiedAfter(ops, Instant.now()));
          assertNoDrift(ops);
          LOG.info(
              "{} kills, {} requests, {} releases, {} pages verified, no drift",
              kills,
              load.begun(),
              released,
              report(ops).path("pages").asLong());
          plantAndFind(environment.ledger(), ops, codes);
        }
      } finally {
        for (ServiceProcess each : all()) {
          each.close();
        }
      }
    }
  }

  private List<ServiceProcess> all() {
    List<ServiceProcess> all = new ArrayList<>(processors);
    all.addAll(gateways);
    return all;
  }

  /** One processor and one gateway by turns; what comes in their place is ready on return. */
  private void killAnother(OwnEnvironment environment) throws IOException {
    int which = kills / 2 % EACH;
    if (kills % 2 == 0) {
      processors.get(which).kill();
      processors.set(which, processor(environment));
    } else {
      gateways.get(which).kill();
      gateways.set(which, gateway(environment));
      apis.set(which, gateways.get(which).api());
    }
    kills++;
  }

  private static ServiceProcess processor(OwnEnvironment environment) throws IOException {
    return ServiceProcess.processor(
        CLASS_PATH,
        environment.settings(
            // The shortest that the broker allows: so long a killed one's partitions wait.
            "--spring.kafka.consumer.properties.session.timeout.ms=6000"));
  }

  private static ServiceProcess gateway(OwnEnvironment environment) throws IOException {
    List<String> limits = new ArrayList<>();
    for (String bucket : List.of("user", "service", "address")) {
      limits.add("--admit-one.gateway.limits.%s-burst=1000000".formatted(bucket));
    }
    return ServiceProcess.gateway(CLASS_PATH, environment.settings(limits.toArray(String[]::new)));
  }

  private static ConfigurableApplicationContext console(OwnEnvironment environment) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                environment.settings(
                    "--server.port=0",
                    "--admit-one.ops.ledger.url=" + environment.jdbcUrl(),
                    "--admit-one.ops.ledger.username=" + SharedServices.database().readerUsername(),
                    "--admit-one.ops.statistics.enabled=false",
                    "--admit-one.ops.verification.page-pause=1ms",
                    "--admit-one.ops.verification.round-pause=1ms")));
    settings.addAll(OwnEnvironment.TOKENS.consoleSettings());
    return OpsApplication.builder()
        .registerShutdownHook(false)
        .run(settings.toArray(String[]::new));
  }

  private static ApiClient client(ConfigurableApplicationContext console) {
    String port = console.getEnvironment().getRequiredProperty("local.server.port");
    return new ApiClient(ServiceProcess.local(port), OwnEnvironment.TOKENS.forReader());
  }

  private String invite(Map<String, ?> limits) {
    String code = Codes.unique("VERIFIED");
    Map<String, Object> invite = new HashMap<>(limits);
    invite.put("code", code);
    assertThat(apis.getFirst().createInvite(invite, "Prefer", "wait=30").status()).isEqualTo(201);
    return code;
  }

  /** By whichever gateway responds; a call that breaks is not made again. */
  private void redeemAndRelease(String code) {
    for (ApiClient api : apis) {
      try {
        ApiClient.Response use = api.redeem(code, "leaving-" + kills + "-" + released, WAIT);
        if (Objects.equals(use.outcome(), "REDEEMED")) {
          Map<String, String> release = Map.of("code", code, "reason", "a test");
          api.release(use.text("requestId"), release, WAIT);
          released++;
        }
      } catch (UncheckedIOException e) {
        // Its process was killed.
      }
    }
  }

  private static JsonNode report(ApiClient ops) {
    ApiClient.Response report = ops.get("/api/ops/drift");
    assertThat(report.status()).isEqualTo(200);
    return report.body();
  }

  private static void assertNoDrift(ApiClient ops) {
    JsonNode report = report(ops);
    for (JsonNode kind : report.path("kinds")) {
      assertThat(kind.path("count").asLong(-1)).as(report.toString()).isZero();
    }
  }

  /** Everything was looked at again since then. */
  private static Instant verifiedAfter(ApiClient ops, Instant before) {
    return patiently()
        .until(
            () -> Instant.parse(report(ops).path("verifiedAt").asString("1970-01-01T00:00:00Z")),
            at -> at.isAfter(before));
  }

  private static void plantAndFind(Ledger ledger, ApiClient ops, List<String> codes)
      throws Exception {
    ledger.damageTheCount(codes.getFirst(), 1);
    ledger.damageADecision(codes.getLast());
    patiently()
        .untilAsserted(
            () ->
                assertThat(report(ops).toString())
                    .contains("current_uses is 1, and there are " + FEW)
                    .contains("and the ledger has UNKNOWN_CODE of code " + codes.getLast()));
  }
}
