package dev.admitone.system.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.AlteredRecords;
import dev.admitone.system.Codes;
import dev.admitone.system.Signups;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.NeedsProgram;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each alert against the product itself: its fault is caused, it fires, the fault ends, it clears.
 * Faults that do not disturb each other are caused at the same time.
 */
@NeedsProgram("prometheus")
@Tag("prometheus")
@Tag("services")
@Timeout(400)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveAlertsTest {

  private static final Duration FIRES_WITHIN = Duration.ofSeconds(90);
  private static final Duration CLEARS_WITHIN = Duration.ofSeconds(90);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration SOMETIMES = Duration.ofMillis(250);
  private static final String[] AT_ONCE = {"Prefer", "respond-async"};

  /** Faults of callers and of single records. */
  private static final Set<String> OF_CALLS =
      Set.of(
          "AdmitOneConflicts",
          "AdmitOneValidationFailures",
          "AdmitOneUnknownCodes",
          "AdmitOneUnusualUse",
          "AdmitOneThrottled",
          "AdmitOneTokensRefused",
          "AdmitOneDeadLetters",
          "AdmitOneServerErrors",
          "AdmitOneDeadlocks");

  /** Faults of a session that keeps a row lock, and of what waits for it. */
  private static final Set<String> OF_A_ROW_LOCK =
      Set.of(
          "AdmitOneLockConflicts",
          "AdmitOneLag",
          "AdmitOneSlow",
          "AdmitOneWaitersFull",
          "AdmitOneCallsFull",
          "AdmitOneUnavailable");

  private static final Set<String> OF_THE_DATABASE =
      Set.of("AdmitOneDatabaseWait", "AdmitOnePoolWaiting", "AdmitOneNotReady");

  private static final Set<String> OF_THE_BROKER = Set.of("AdmitOneSweepLate");

  private static final Set<String> OF_THE_LEDGER = Set.of("AdmitOneDrift");

  private static final Set<String> OF_A_PROCESS = Set.of("AdmitOneDown");

  /** With unit tests alone, and why. */
  private static final Map<String, String> NOT_LIVE =
      Map.ofEntries(
          Map.entry("AdmitOneAvailabilityBurn", "its windows are days"),
          Map.entry("AdmitOneLatencyBurn", "its windows are days"),
          Map.entry("AdmitOneGatewayAbsent", "the job is in the configuration of this test"),
          Map.entry("AdmitOneProcessorAbsent", "the job is in the configuration of this test"),
          Map.entry("AdmitOneConsoleAbsent", "the job is in the configuration of this test"),
          Map.entry("AdmitOneVerificationLate", "its threshold is six hours"),
          Map.entry("AdmitOneLedgerApart", "not yet: needs another ledger's group"),
          Map.entry("AdmitOneRetriedBatches", "not yet: needs two writers that meet often"),
          Map.entry("AdmitOneInvitesFull", "not yet: needs a hundred thousand codes"),
          Map.entry("AdmitOneKeysStale", "not yet: needs an issuer that stops"),
          Map.entry("AdmitOneCertificateEnds", "LiveCertificateTest has brokers with TLS"));

  /** What has no sample other than zero in any of the faults here, and why. */
  private static final Map<String, String> PANELS_WITHOUT_SAMPLE =
      Map.of(
          "Conflicts with replay", "only a standby cancels statements",
          "Temporary files", "no statement of the product needs one",
          "Ledger and log apart", "not yet: see NOT_LIVE",
          "Batches decided again by cause", "not yet: see NOT_LIVE",
          "Calls of use_invite_code", "the function is not in this database",
          "Mean time of use_invite_code", "the function is not in this database");

  @TempDir static Path directory;
  private static WatchedStack watched;

  @BeforeAll
  static void start() throws Exception {
    watched = WatchedStack.start(directory);
    awaitSilence(Set.of());
  }

  @AfterAll
  static void stop() throws Exception {
    watched.close();
  }

  @Test
  @Order(1)
  void eachAlertHasALiveTestOrAReasonWhyNot() {
    Set<String> covered = new HashSet<>(NOT_LIVE.keySet());
    Stream.of(
            OF_CALLS, OF_A_ROW_LOCK, OF_THE_LEDGER, OF_THE_DATABASE, OF_THE_BROKER, OF_A_PROCESS)
        .forEach(covered::addAll);
    assertThat(covered)
        .isEqualTo(
            MonitoringFiles.alerts().stream().map(MonitoringFiles.Alert::name).collect(toSet()));
  }

  @Test
  @Order(2)
  void faultsOfCallers() throws Exception {
    String altered = Codes.unique("ALTERED");
    createInvite(altered, 1_000);
    List<String> usedUp = Stream.generate(LiveAlertsTest::usedUpCode).limit(4).toList();
    try (var _ =
            RepeatedCalls.of(
                4, OFTEN, call -> watched.api().redeem(usedUp.get(call % 4), "user-" + call));
        var _ =
            RepeatedCalls.of(
                1, SOMETIMES, _ -> watched.api().validate(Codes.unique("NOT-THERE")));
        var _ =
            RepeatedCalls.of(
                1, SOMETIMES, _ -> watched.anonymousApi().validate(usedUp.getFirst()));
        var _ =
            RepeatedCalls.of(
                1, SOMETIMES, call -> watched.strictApi().redeem("ANY-CODE", "user-" + call))) {
      makeADeadlock();
      AlteredRecords.alter(altered, value -> Arrays.copyOf(value, value.length - 1));
      assertThat(watched.api().redeem(altered, "ann", "Prefer", "wait=30").status())
          .isEqualTo(500);
      awaitFiring(OF_CALLS);
    } finally {
      AlteredRecords.leaveAlone(altered);
    }
    awaitSilence(OF_CALLS);
  }

  @Test
  @Order(3)
  void faultsOfASessionThatKeepsARowLock() throws Exception {
    String code = Codes.unique("LOCKED");
    createInvite(code, 1_000_000);
    try (Connection session = watched.ledger().connect()) {
      lock(session, code);
      try (var _ =
              RepeatedCalls.of(
                  3,
                  SOMETIMES,
                  call -> watched.narrowApi().redeem(code, "n" + call, "Prefer", "wait=30"));
          var _ =
              RepeatedCalls.of(
                  2,
                  SOMETIMES,
                  _ -> {
                    String user = Signups.user();
                    watched.api().post(Signups.PATH, Signups.body(code, user, user));
                  })) {
        awaitFiring(OF_A_ROW_LOCK);
      }
      session.rollback();
    }
    awaitSilence(OF_A_ROW_LOCK);
  }

  @Test
  @Order(4)
  void aCountThatDrifts() throws Exception {
    String code = Codes.unique("DRIFTED");
    createInvite(code, 10);
    setCount(code, 3);
    awaitFiring(OF_THE_LEDGER);
    setCount(code, 0);
    awaitSilence(OF_THE_LEDGER);
  }

  @Test
  @Order(5)
  void faultsOfTheDatabase() throws Exception {
    String code = Codes.unique("WITHOUT-DATABASE");
    createInvite(code, 1_000_000);
    watched.stopDatabase();
    try (var _ =
        RepeatedCalls.of(
            1, SOMETIMES, call -> watched.api().redeem(code, "user-" + call, AT_ONCE))) {
      awaitFiring(OF_THE_DATABASE);
    } finally {
      watched.startDatabase();
    }
    awaitSilence(OF_THE_DATABASE);
  }

  @Test
  @Order(6)
  void faultsOfTheBroker() throws Exception {
    String code = Codes.unique("WITHOUT-BROKER");
    createInvite(code, 10);
    watched.stopBroker();
    try (Connection session = watched.ledger().connect();
        Statement change = session.createStatement()) {
      change.execute("update invites set max_uses = 11 where code = '%s'".formatted(code));
      awaitFiring(OF_THE_BROKER);
    } finally {
      watched.startBroker();
    }
    awaitSilence(OF_THE_BROKER);
  }

  /** After the faults, which the queries look back at. */
  @Test
  @Order(7)
  void eachPanelHasShownASampleOtherThanZero() throws Exception {
    Set<String> empty = new HashSet<>();
    for (Panels.Panel panel : Panels.all()) {
      for (String query : panel.queries("10s")) {
        if (watched.prometheus().query("max_over_time((%s)[10m:2s]) > 0".formatted(query)).isEmpty()
            && !PANELS_WITHOUT_SAMPLE.containsKey(panel.title())) {
          empty.add(panel + ": " + query);
        }
      }
    }
    assertThat(empty).isEmpty();
  }

  /** The last one: the process does not come back, and the alert with it. */
  @Test
  @Order(8)
  void aProcessThatEnds() throws Exception {
    watched.stopStrictGateway();
    awaitFiring(OF_A_PROCESS);
  }

  private static void awaitFiring(Set<String> expected) {
    Set<String> fired = new HashSet<>();
    Awaitility.await()
        .atMost(FIRES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .untilAsserted(
            () -> {
              // Some fire for a moment alone, as a jump does that goes on.
              fired.addAll(watched.prometheus().firing());
              assertThat(fired).containsAll(expected);
            });
  }

  /** None of these fires any more; without names, none at all. */
  private static void awaitSilence(Set<String> of) {
    Awaitility.await()
        .atMost(CLEARS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .untilAsserted(
            () -> {
              Set<String> firing = watched.prometheus().firing();
              if (of.isEmpty()) {
                assertThat(firing).isEmpty();
              } else {
                assertThat(firing).doesNotContainAnyElementsOf(of);
              }
            });
  }

  private static String usedUpCode() {
    String code = Codes.unique("USED-UP");
    createInvite(code, 1);
    assertThat(watched.api().redeem(code, "first-" + code, "Prefer", "wait=30").outcome())
        .isEqualTo("REDEEMED");
    return code;
  }

  private static void createInvite(String code, int maxUses) {
    ApiClient.Response created =
        watched
            .api()
            .createInvite(Map.of("code", code, "maxUses", maxUses), "Prefer", "wait=30");
    assertThat(created.status()).isEqualTo(201);
  }

  /** Past the triggers that count changes by SQL, as damage is. */
  private static void setCount(String code, int uses) throws SQLException {
    try (Connection session = watched.ledger().connect();
        Statement change = session.createStatement()) {
      change.execute("set session_replication_role = replica");
      change.execute(
          "update invites set current_uses = %d where code = '%s'".formatted(uses, code));
    }
  }

  private static void lock(Connection session, String code) throws SQLException {
    session.setAutoCommit(false);
    try (Statement statement = session.createStatement()) {
      statement.execute("select from invites where code = '%s' for update".formatted(code));
    }
  }

  /** Two sessions lock two rows in opposite orders; the server ends one of them. */
  private static void makeADeadlock() throws Exception {
    String one = Codes.unique("ONE");
    String two = Codes.unique("TWO");
    createInvite(one, 1);
    createInvite(two, 1);
    try (Connection first = watched.ledger().connect();
        Connection second = watched.ledger().connect()) {
      lock(first, one);
      lock(second, two);
      Thread other = Thread.ofVirtual().start(() -> lockOrBeEnded(first, two));
      lockOrBeEnded(second, one);
      second.rollback();
      other.join();
      first.rollback();
    }
  }

  private static void lockOrBeEnded(Connection session, String code) {
    try {
      lock(session, code);
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("40P01");
    }
  }
}
