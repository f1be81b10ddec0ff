package dev.admitone.ops.browser;

import static java.util.Objects.requireNonNull;

import dev.admitone.embedded.SharedServices;
import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Lane;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A console with a log and a lane, and two browsers, for all tests with a browser in this JVM. */
final class BrowserPages {

  private static @Nullable Console console;
  private static @Nullable LogRecords records;
  private static @Nullable Chromium browser;
  private static @Nullable Chromium withoutScripts;

  private BrowserPages() {}

  /** Starts it with the first test that asks for it; it ends with the JVM. */
  static synchronized Console console() {
    Console started = console;
    if (started == null) {
      TestLog log = TestLog.create();
      Lane lane = Lane.start(log, TestLedger.shared());
      started =
          Console.on(
              TestLedger.shared(),
              log.settings(Console.erasing("--admit-one.ops.statistics.enabled=true")));
      LogRecords written = new LogRecords(log);
      records = written;
      console = started;
      // What is named last is closed first: a console waits for the browsers that watch it.
      List.of(lane, written, started).forEach(SharedServices::closeAtExit);
    }
    return started;
  }

  /** The browser that runs scripts; it ends with the JVM. */
  static synchronized Chromium browser() {
    Chromium started = browser;
    if (started == null) {
      started = Chromium.of(console());
      SharedServices.closeAtExit(started);
      browser = started;
    }
    return started;
  }

  /** The browser that runs no script; it ends with the JVM. */
  static synchronized Chromium browserWithoutScripts() {
    Chromium started = withoutScripts;
    if (started == null) {
      started = Chromium.withoutScripts(console());
      SharedServices.closeAtExit(started);
      withoutScripts = started;
    }
    return started;
  }

  /** Writes records to the log of the console. */
  static synchronized LogRecords records() {
    console();
    return requireNonNull(records);
  }

  /** A record about which no decision is possible, as the processor sets it aside. */
  static void poison(String reason) {
    records().deadLetter(reason, 0, null, new byte[] {1, 2, 3});
  }

  /** A code with a use and some refusals. */
  static Story story() {
    LedgerRows rows = new LedgerRows(TestLedger.shared());
    String code = LedgerRows.newCode();
    String user = LedgerRows.newUser();
    rows.invite(code);
    UUID use = rows.use(code, LedgerRows.newUser(), Instant.now().minusSeconds(600));
    UUID refusal = rows.refusal(code, user, "EXHAUSTED", Instant.now().minusSeconds(60));
    return new Story(code, user, use, refusal);
  }

  /**
   * What a test looks for.
   *
   * @param user whose request was refused
   * @param use the request that was granted
   * @param refusal the request that was refused
   */
  record Story(String code, String user, UUID use, UUID refusal) {}
}
