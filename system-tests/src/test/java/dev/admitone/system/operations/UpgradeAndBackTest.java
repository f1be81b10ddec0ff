package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.Topics;
import dev.admitone.system.Clients;
import dev.admitone.system.Codes;
import dev.admitone.system.Ledger;
import dev.admitone.system.OwnEnvironment;
import dev.admitone.system.ServiceProcess;
import dev.admitone.system.UpProcess;
import dev.admitone.testsupport.ApiClient;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Version 0.1 and this one on one ledger and one log, as processes under load: this one beside it,
 * then alone, then version 0.1 beside it again and alone. P1 to P4 hold at each step.
 */
@Tag("long")
@Timeout(1800)
@Tag("services")
class UpgradeAndBackTest {

  private static final String[] WAIT = {"Prefer", "wait=30"};
  private static final String PARTITIONS = "--admit-one.partitions=4";
  private static final String THIS_RELEASE = System.getProperty("java.class.path");
  private static final int FEW = 20;

  private static final String MISCOUNTED =
      """
      select code from invites i
      where current_uses <> (select count(*) from invite_uses u where u.invite_id = i.id)
         or current_uses > coalesce(max_uses, current_uses)
      """;

  @TempDir private static Path sources;
  private static String upOfFirstRelease = "";

  @TempDir private Path directory;
  private OwnEnvironment site;
  private Ledger ledger;
  private final String code = Codes.unique("UPGRADE");

  /** The answers that users had, by the key of their request. */
  private final Map<String, ApiClient.Response> firstAnswers = new LinkedHashMap<>();

  @BeforeAll
  static void buildTheFirstRelease() throws IOException {
    upOfFirstRelease = FirstRelease.classPath(sources);
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
  void besideItAloneAndBackAgainNothingIsLostAndEachAnswerStays() throws Exception {
    Services old = Services.start(site, firstRelease());
    assertThat(old.api().createInvite(Map.of("code", code, "maxUses", 1_000_000), WAIT).status())
        .isEqualTo(201);
    try (Traffic traffic = Traffic.of(code, old.api())) {
      redeemKeyed(old.api());
      Services next = takeOver(old, THIS_RELEASE, traffic);
      redeemKeyed(next.api());
      old = takeOver(next, firstRelease(), traffic);
      redeemKeyed(old.api());
      List<String> decisions = traffic.end();
      assertThat(decisions).containsOnly("REDEEMED");
      assertThat(ledger.uses(code)).isEqualTo((long) decisions.size() + firstAnswers.size());
    }
    assertPromisesHold(old.api());
    assertNothingGoesInCircles(old.api());
    old.stop();
  }

  @Test
  void aDataDirectoryOfTheFirstReleaseIsTakenOver() throws Exception {
    String[] key = {"Idempotency-Key", "k"};
    ApiClient.Response first;
    try (UpProcess up = UpProcess.startFirstRelease(upOfFirstRelease, directory.resolve("data"))) {
      URI gateway = up.awaitReady();
      first = Clients.of(gateway, up.tokenKey()).redeem("LAST1", "user-1", key);
      assertThat(first.outcome()).isEqualTo("REDEEMED");
    }
    try (UpProcess up = UpProcess.start(directory.resolve("data"), List.of())) {
      ApiClient api = Clients.of(up.awaitReady(), up.tokenKey());
      assertThat(api.redeem("LAST1", "user-1", key).body()).isEqualTo(first.body());
      assertThat(api.redeem("LAST1", "user-2").outcome()).isEqualTo("EXHAUSTED");
      assertThat(api.redeem("HOT", "user-2").outcome()).isEqualTo("REDEEMED");
      assertThat(api.validate("KTEST1").body().path("isValid").asBoolean()).isTrue();
    }
  }

  /** Both at work for a while, each kind of command through both, then the old ones stop. */
  private Services takeOver(Services old, String release, Traffic traffic) throws Exception {
    Services next = Services.start(site, release);
    traffic.alsoOver(next.api());
    for (Services each : List.of(old, next)) {
      RollOut.everyCommandOver(each.api());
      theLastUsesGoToFew(each.api());
    }
    RollOut.decideMore(traffic);
    assertAnswersStay(next.api());
    traffic.noLongerOver(old.api());
    old.stop();
    RollOut.decideMore(traffic);
    assertPromisesHold(next.api());
    RollOut.everyCommandOver(next.api());
    return next;
  }

  private void theLastUsesGoToFew(ApiClient api) {
    String few = Codes.unique("FEW");
    assertThat(api.createInvite(Map.of("code", few, "maxUses", FEW), WAIT).status()).isEqualTo(201);
    List<String> outcomes =
        ApiClient.inParallel(2 * FEW, i -> api.redeem(few, "user-" + i, WAIT).outcome());
    assertThat(outcomes).filteredOn("REDEEMED"::equals).hasSize(FEW);
    assertThat(outcomes).filteredOn("EXHAUSTED"::equals).hasSize(FEW);
  }

  private void redeemKeyed(ApiClient api) {
    for (int i : IntStream.range(0, FEW).toArray()) {
      String key = "key-%d".formatted(firstAnswers.size());
      ApiClient.Response answer = redeem(api, key);
      assertThat(answer.outcome()).as("request %d", i).isEqualTo("REDEEMED");
      firstAnswers.put(key, answer);
    }
  }

  private void assertAnswersStay(ApiClient api) {
    firstAnswers.forEach(
        (key, first) -> assertThat(redeem(api, key).body()).isEqualTo(first.body()));
  }

  private ApiClient.Response redeem(ApiClient api, String key) {
    return api.redeem(code, "user-of-" + key, "Idempotency-Key", key, "Prefer", "wait=30");
  }

  private void assertPromisesHold(ApiClient api) throws Exception {
    assertAnswersStay(api);
    Awaitility.await()
        .atMost(Duration.ofMinutes(10))
        .untilAsserted(() -> assertThat(ledger.texts(MISCOUNTED)).isEmpty());
    assertThat(site.records(Topics.DEAD_LETTERS)).isEmpty();
  }

  /** One request more is one record more: no release keeps answering what another one wrote. */
  private void assertNothingGoesInCircles(ApiClient api) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(10))
        .untilAsserted(
            () -> {
              int requests = site.records(Topics.REQUESTS).size();
              int results = site.records(Topics.RESULTS).size();
              String user = "late-" + requests;
              assertThat(api.redeem(code, user, WAIT).outcome()).isEqualTo("REDEEMED");
              assertThat(site.records(Topics.REQUESTS)).hasSize(requests + 1);
              assertThat(site.records(Topics.RESULTS)).hasSize(results + 1);
            });
  }

  private static String firstRelease() {
    String tests =
        Path.of(
                UpgradeAndBackTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath())
            .toString();
    return upOfFirstRelease + File.pathSeparator + tests;
  }

  /** A gateway and a processor of one release. */
  private record Services(ServiceProcess gateway, ServiceProcess processor) {

    static Services start(OwnEnvironment site, String release) throws Exception {
      String[] settings = site.settings(PARTITIONS);
      var gateway = RollOut.later(() -> ServiceProcess.gateway(release, settings));
      ServiceProcess processor = ServiceProcess.processor(release, settings);
      return new Services(gateway.join(), processor);
    }

    ApiClient api() {
      return gateway.api();
    }

    void stop() throws IOException {
      gateway.close();
      processor.close();
    }
  }
}
