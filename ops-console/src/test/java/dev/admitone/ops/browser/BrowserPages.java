package dev.admitone.ops.browser;

import static java.util.Objects.requireNonNull;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Lane;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A console with a log and a lane, for all tests with a browser in this JVM. */
final class BrowserPages {

  private static @Nullable Console console;
  private static @Nullable LogRecords records;

  private BrowserPages() {}

  /** Starts it with the first test that asks for it; it ends with the JVM. */
  static synchronized Console console() {
    Console started = console;
    if (started == null) {
      TestLog log = TestLog.create();
      Lane lane = Lane.start(log, TestLedger.shared());
      started = Console.on(TestLedger.shared(), log.settings());
      Console toClose = started;
      LogRecords written = new LogRecords(log);
      records = written;
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    toClose.close();
                    written.close();
                    lane.close();
                  }));
      console = started;
    }
    return started;
  }

  /** A record about which no decision is possible, as the processor sets it aside. */
  static synchronized void poison(String reason) {
    console();
    requireNonNull(records).deadLetter(reason, 0, null, new byte[] {1, 2, 3});
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
