package dev.admitone.system.monitoring;

import static dev.admitone.system.monitoring.Fault.BROKER;
import static dev.admitone.system.monitoring.Fault.CALLS;
import static dev.admitone.system.monitoring.Fault.DATABASE;
import static dev.admitone.system.monitoring.Fault.DRIFT;
import static dev.admitone.system.monitoring.Fault.HEAP;
import static dev.admitone.system.monitoring.Fault.ISSUER;
import static dev.admitone.system.monitoring.Fault.LANES;
import static dev.admitone.system.monitoring.Fault.MANY_CODES;
import static dev.admitone.system.monitoring.Fault.PROCESS;
import static dev.admitone.system.monitoring.Fault.RESTORE;
import static dev.admitone.system.monitoring.Fault.ROW_LOCK;
import static dev.admitone.system.monitoring.Fault.VERIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.NeedsProgram;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts against the product itself: a fault is caused, its alerts fire, the fault ends, they
 * clear. Faults that do not disturb each other are caused at the same time.
 */
@NeedsProgram("prometheus")
@Tag("prometheus")
@Tag("services")
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveAlertsTest {

  private static final Logger LOG = LoggerFactory.getLogger(LiveAlertsTest.class);
  private static final Duration BETWEEN_COLLECTIONS = Duration.ofMillis(500);

  /** What has no sample other than zero in any of the faults here: a standby alone cancels. */
  private static final String PANEL_OF_A_STANDBY = "Conflicts with replay";

  @TempDir static Path directory;
  private static long begunNanos;
  private static WatchedStack watched;
  private static AlertWatch alerts;
  private static AlertWatch alertsOfHours;

  @BeforeAll
  static void start() throws Exception {
    begunNanos = System.nanoTime();
    watched = WatchedStack.start(directory);
    alerts = new AlertWatch(watched.prometheus());
    alertsOfHours = new AlertWatch(watched.prometheusOfHours());
    // So early that the counters of errors are known before the first error.
    SqlFaults.makeCountersOfTheOldFunction(watched.ledger());
    Await.patiently()
        .until(
            () -> !watched.prometheus().query("admitone_use_invite_code_errors_total").isEmpty());
    Await.patiently().untilAsserted(() -> assertThat(watched.prometheus().firing()).isEmpty());
    alertsOfHours.awaitSilence(VERIFICATION);
  }

  @AfterAll
  static void stop() throws Exception {
    watched.close();
    LOG.info("The live alerts took {}", Duration.ofNanos(System.nanoTime() - begunNanos));
  }

  @Test
  @Order(1)
  void faultsOfCallersAndOfTheLedgersRows() throws Exception {
    String drifted = watched.newCode("DRIFTED", 10);
    watched.ledger().damageTheCount(drifted, 3);
    SqlFaults.execute(watched.ledger(), "revoke select on invite_releases from admit_one_reader");
    // Before the faults: on a slow machine it lasts longer than some of their alerts fire.
    SqlFaults.callTheOldFunction(watched.ledger(), watched.newCode("OLD-WAY", 101));
    CallFaults.signManyUp(watched, watched.newCode("MANY-SIGNUPS", 100));
    try (var _ = CallFaults.begin(watched)) {
      SqlFaults.makeADeadlock(
          watched.ledger(), watched.newCode("ONE", 1), watched.newCode("TWO", 1));
      CallFaults.sendCutRecord(watched);
      alerts.awaitFiring(CALLS, DRIFT);
      alertsOfHours.awaitFiring(VERIFICATION);
    }
    SqlFaults.execute(watched.ledger(), repairOfTheRunbook().replace("CODE", drifted));
    SqlFaults.execute(watched.ledger(), "grant select on invite_releases to admit_one_reader");
    alertsOfHours.awaitSilence(VERIFICATION);
    alerts.awaitSilence(CALLS, DRIFT);
    // Of some of those calls there were traces, which the services name beside their metrics.
    watched.prometheus().awaitReadable();
  }

  @Test
  @Order(2)
  void faultsOfASessionThatKeepsARowLockAndOfAHeapThatIsCollected() throws Exception {
    String code = watched.newCode("LOCKED", 1_000_000);
    try (Connection session = watched.ledger().connect()) {
      SqlFaults.lock(session, code);
      try (var _ = CallFaults.waitFor(watched, code);
          var _ = RepeatedCalls.of(1, BETWEEN_COLLECTIONS, _ -> watched.collectNarrowGateway())) {
        alerts.awaitFiring(ROW_LOCK, HEAP);
      }
      session.rollback();
    }
    SqlFaults.bringManyCodesAlong(watched.ledger());
    alerts.awaitSilence(ROW_LOCK, HEAP);
  }

  @Test
  @Order(3)
  void faultsOfLanesThatMeetOfKeysAndOfAGatewayThatIsStartedWithMoreMemory() throws Exception {
    watched.stopIssuer();
    try (var _ = MeetingLanes.begin(watched);
        var _ = CallFaults.bearNewTokens(watched)) {
      alerts.awaitFiring(MANY_CODES);
      watched.stopStrictGateway();
      alerts.awaitFiring(PROCESS);
      watched.startStrictGateway();
      alerts.awaitFiring(LANES, ISSUER);
      watched.startIssuer();
      alerts.awaitSilence(ISSUER);
    }
    alerts.awaitSilence(LANES, MANY_CODES, PROCESS);
  }

  @Test
  @Order(4)
  void faultsOfADatabaseThatComesBackAsItWasEarlier() throws Exception {
    String code = watched.newCode("RESTORED", 1_000_000);
    watched.database().backUp();
    assertThat(watched.api().redeem(code, "ann", "Prefer", "wait=30").outcome())
        .isEqualTo("REDEEMED");
    watched.database().stop();
    try (var _ = CallFaults.leave(watched, code)) {
      alerts.awaitFiring(DATABASE);
      watched.database().restore();
      alerts.awaitFiring(RESTORE);
      assertThat(watched.heal()).contains("Nothing is lost");
    }
    alerts.awaitSilence(DATABASE, RESTORE);
    assertThat(watched.api().redeem(code, "ann", "Prefer", "wait=30").outcome())
        .isEqualTo("ALREADY_USED");
  }

  @Test
  @Order(5)
  void faultsOfTheBroker() throws Exception {
    String code = watched.newCode("WITHOUT-BROKER", 10);
    watched.stopBroker();
    try {
      SqlFaults.execute(
          watched.ledger(), "update invites set max_uses = 11 where code = '%s'".formatted(code));
      SqlFaults.writeTemporaryFiles(watched.ledger());
      alerts.awaitFiring(BROKER);
    } finally {
      watched.startBroker();
    }
    alerts.awaitSilence(BROKER);
  }

  /** After the faults, which the queries look back at. */
  @Test
  @Order(6)
  void eachPanelHasShownASampleOtherThanZero() throws Exception {
    Set<String> empty = new HashSet<>();
    for (Panels.Panel panel : Panels.all()) {
      for (String query : panel.queries("10s")) {
        if (watched.prometheus().query("max_over_time((%s)[15m:2s]) > 0".formatted(query)).isEmpty()
            && !panel.title().equals(PANEL_OF_A_STANDBY)) {
          empty.add(panel + ": " + query);
        }
      }
    }
    assertThat(empty).isEmpty();
  }

  /** The runbook's query for the time after a move; without a signup it has no value. */
  @Test
  @Order(7)
  void theShareOfFailedSignupsIsANumber() throws Exception {
    assertThat(watched.prometheus().query(failedSignupsOfTheRunbook()))
        .singleElement()
        .satisfies(share -> assertThat(share).isBetween(0.0, 1.0));
  }

  /** Neither load nor crashes of the database and the broker are drift, nor made any. */
  @Test
  @Order(8)
  void noFaultLeftADrift() {
    Await.patiently()
        .until(() -> !watched.prometheus().query("max(admitone_drift) == 0").isEmpty());
  }

  private static String failedSignupsOfTheRunbook() {
    List<String> lines =
        runbook().lines().map(String::strip).filter(line -> line.contains("[1d]")).toList();
    assertThat(lines).hasSize(2);
    return String.join(" ", lines);
  }

  private static String runbook() {
    return MonitoringFiles.text(MonitoringFiles.ROOT.resolve("docs/how-to/operate.md"));
  }

  private static String repairOfTheRunbook() {
    return runbook()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("update invites set current_uses"))
        .findFirst()
        .orElseThrow();
  }
}
