package dev.admitone.system.operations;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.OpsCommands;
import dev.admitone.testsupport.ApiClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The walks that begin with numbers that are wrong or unusual, or with a user's wish. */
@Timeout(900)
@Tag("services")
class FurtherWalksTest {

  private static final String[] WAIT = {"Prefer", "wait=30"};

  /** From how many users on it is unusual that a code is refused. */
  private static final int USERS_REFUSED = 100;

  private static final String IDLE_FOR_LONG =
      """
      select application_name from pg_stat_activity
      where state = 'idle in transaction' and state_change < now() - interval '6 seconds'
      """;

  @TempDir private Path directory;

  private final ApiClient api = Environment.api();
  private final String code = Codes.unique("WALK");

  @Test
  void aCodeThatIsStuckAtItsLimitGivesUsesAgain() throws Exception {
    create(code, 3);
    assertThat(api.redeem(code, "ann", WAIT).outcome()).isEqualTo("REDEEMED");
    Environment.ledger().damageTheCount(code, 3);
    assertThat(api.redeem(code, "bob", WAIT).outcome()).isEqualTo("EXHAUSTED");
    awaitShown("drift");

    assertThat(Walk.run(directory, 5, "stuck-code.sh", code)).contains("USABLE", "1 of 3");
    assertThat(api.redeem(code, "bob", WAIT).outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void aUserIsForgottenAndStillRecognized() throws Exception {
    String user = "leaving-" + code.toLowerCase(Locale.ROOT);
    create(code, 3);
    assertThat(api.redeem(code, user, WAIT).outcome()).isEqualTo("REDEEMED");

    assertThat(Walk.run(directory, 4, "forget-a-user.sh", user, "ticket-4711"))
        .contains(code, "ticket-4711");
    try (Connection ledger = Environment.ledger().connect();
        Statement select = ledger.createStatement();
        var rows =
            select.executeQuery(
                "select count(*) from redemption_decisions where used_by = '%s'".formatted(user))) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isZero();
    }
    assertThat(api.redeem(code, user, WAIT).outcome()).isEqualTo("ALREADY_USED");
  }

  @Test
  void aCodeThatManyUsersAreRefusedIsFoundAndGetsMorePlaces() throws Exception {
    create(code, 1);
    assertThat(api.redeem(code, "ann", WAIT).outcome()).isEqualTo("REDEEMED");
    for (int user = 0; user < USERS_REFUSED; user++) {
      assertThat(api.redeem(code, "late-" + user, WAIT).outcome()).isEqualTo("EXHAUSTED");
    }
    awaitShown("statistics");

    assertThat(Walk.run(directory, 4, "refused-by-many.sh")).contains(code, "EXHAUSTED");
    assertThat(api.redeem(code, "late-0", WAIT).outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void aTransactionThatWasLeftOpenIsFoundAndEndedAndTheLaneGoesOn() throws Exception {
    create(code, 3);
    try (Connection forgotten = Environment.ledger().connect();
        Statement statement = forgotten.createStatement()) {
      forgotten.setAutoCommit(false);
      statement.execute("set application_name = 'a report of last week'");
      statement.execute("select from invites where code = '%s' for update".formatted(code));
      ApiClient.Response waiting = api.redeem(code, "ann", "Prefer", "respond-async");
      assertThat(waiting.status()).isEqualTo(202);
      // From then on it is shown also while the lane pauses between its tries.
      patiently()
          .untilAsserted(
              () ->
                  assertThat(Environment.ledger().texts(IDLE_FOR_LONG))
                      .containsExactly("a report of last week"));

      assertThat(Walk.run(directory, 5, "stuck-database.sh"))
          .contains("a report of last week", "idle in transaction", "END_SESSION");
      patiently().until(() -> api.get(waiting.header("Location")).outcome().equals("REDEEMED"));
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("select 1"));
    }
  }

  private void create(String newCode, int maxUses) {
    assertThat(api.createInvite(Map.of("code", newCode, "maxUses", maxUses), WAIT).status())
        .isEqualTo(201);
  }

  private void awaitShown(String command) {
    patiently()
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> OpsCommands.run(command).output().contains(code));
  }
}
