package dev.admitone.processor.jdbc;

import static dev.admitone.processor.jdbc.LedgerRequests.NOON;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.ContentRejectedException;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.Signup;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A profile is written with its use or not at all, and no two have anything in common. */
@Tag("services")
@Tag("essential")
class ProfilesTest {

  private static final Executor THREADS = task -> Thread.ofPlatform().start(task);
  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final JdbcTemplate SQL = DATABASE.sql();
  private static final StatementLog LOG = new StatementLog(DATABASE.dataSource());
  private static final TestLedger LEDGER = new TestLedger(LOG);

  private final LedgerRequests requests = new LedgerRequests(LedgerRequests.newCode());
  private final LedgerRequests others = new LedgerRequests(LedgerRequests.newCode());

  @BeforeEach
  void invites() {
    SQL.update("delete from profiles");
    LEDGER.decide(requests.create(null), others.create(null));
  }

  @Test
  void aProfileIsWrittenAsItWasSent() {
    UUID id = UUID.randomUUID();
    Signup signup =
        new Signup("O'Brien@Example.com", "Pat.O-B_1", "Pat 🦄 <b>", "+15555551234", "$argon2id$x");
    LEDGER.decide(requests.of(id, new Command.Redeem("pat", signup)));

    assertThat(SQL.queryForMap("select * from profiles"))
        .isEqualTo(
            Map.of(
                "user_id", "pat",
                "invite_use_id", id,
                "email", "O'Brien@Example.com",
                "username", "Pat.O-B_1",
                "display_name", "Pat 🦄 <b>",
                "phone", "+15555551234",
                "password_hash", "$argon2id$x",
                "created_at", Timestamp.from(NOON)));
    assertThat(LEDGER.invite(requests.code()).currentUses()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, insert", "10, insert", "1000, copy"})
  void signupsTakeTwoStatementsMoreHoweverManyTheyAre(int count, String writing) {
    List<Request> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(requests.signUp("user-" + i, "name-" + i));
    }
    LOG.clear();
    LEDGER.decide(batch);

    assertThat(
            LOG.statements().stream()
                .map(statement -> statement.substring(0, statement.indexOf(' '))))
        .containsExactly(
            "select", // the invites, for update
            "select", // decisions
            "select", // uses by user
            "select", // profiles
            "update", // invites
            writing, // uses
            "insert", // profiles
            writing); // decisions
    assertThat(profileCount()).isEqualTo(count);
  }

  @Test
  void aNameOfAnEarlierBatchIsTakenWhateverItsCase() {
    LEDGER.decide(requests.signUp("ann", "Ann"));

    assertThat(words(LEDGER.decide(others.signUp("bob", "aNN")))).containsExactly("USERNAME_TAKEN");
    assertThat(LEDGER.invite(others.code()).currentUses()).isZero();
  }

  @Test
  void aUseThatSqlMadeGetsItsProfile() {
    SQL.update(
        "insert into invite_uses (invite_id, used_by) select id, 'ann' from invites where code = ?",
        requests.code());
    SQL.update("update invites set current_uses = 1 where code = ?", requests.code());

    assertThat(words(LEDGER.decide(requests.signUp("ann", "ann")))).containsExactly("REDEEMED");

    assertThat(
            SQL.queryForList(
                "select used_by from invite_uses u join profiles p on p.invite_use_id = u.id",
                String.class))
        .containsExactly("ann");
    assertThat(LEDGER.invite(requests.code()).currentUses()).isEqualTo(1);
    assertThat(words(LEDGER.decide(requests.signUp("ann", "ann")))).containsExactly("ALREADY_USED");
  }

  @Test
  void aNameThatAnotherCodesUserTookMeanwhileIsAConflictAndNothingIsWritten() {
    Request late = requests.signUp("ann", "name");

    Throwable thrown =
        catchThrowable(
            () -> inTransaction(late, () -> LEDGER.decideElsewhere(others.signUp("bob", "NAME"))));

    assertThat(thrown)
        .isInstanceOf(LedgerConflictException.class)
        .hasMessage("0 of 1 profiles were inserted");
    assertThat(LEDGER.invite(requests.code()).currentUses()).isZero();
    assertThat(profileCount()).isEqualTo(1);
    assertThat(words(LEDGER.decide(late))).containsExactly("USERNAME_TAKEN");
    // Decided for ever, also once the name is free.
    SQL.update("delete from profiles");
    assertThat(words(LEDGER.decide(late))).containsExactly("USERNAME_TAKEN");
    assertThat(LEDGER.invite(requests.code()).currentUses()).isZero();
  }

  @Test
  void whoIsLaterWaitsForTheOtherTransactionAndThenSeesWhatBecameOfIt() throws Exception {
    Request late = requests.signUp("ann", "name");
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    inTransactionAfterSave(
        others.signUp("bob", "name"),
        () -> {
          var _ =
              CompletableFuture.runAsync(() -> LEDGER.decide(late), THREADS)
                  .whenComplete(
                      (_, failure) ->
                          waiting.completeExceptionally(
                              failure == null ? new AssertionError("no conflict") : failure));
          Awaitility.await().atMost(600, SECONDS).until(ProfilesTest::somebodyWaitsForALock);
          assertThat(waiting).isNotDone();
        });

    assertThat(waiting)
        .failsWithin(60, SECONDS)
        .withThrowableThat()
        .withStackTraceContaining("0 of 1 profiles were inserted");
    assertThat(words(LEDGER.decide(late))).containsExactly("USERNAME_TAKEN");
  }

  @Test
  void contentThatTheTableDoesNotTakeIsRejected() {
    assertThatExceptionOfType(ContentRejectedException.class)
        .isThrownBy(() -> LEDGER.decide(requests.signUp("ann", "\u00e4nn")))
        .withMessage("SQLSTATE 23514");
  }

  private static void inTransaction(Request request, Runnable meanwhile) {
    LEDGER
        .transactions()
        .executeWithoutResult(
            _ -> {
              List<Request> batch = List.of(request);
              BatchDecisions decided = BatchDecisions.decide(batch, LEDGER.ledger().load(batch));
              meanwhile.run();
              LEDGER.ledger().save(decided.changes());
            });
  }

  private static void inTransactionAfterSave(Request request, Runnable meanwhile) {
    LEDGER
        .transactions()
        .executeWithoutResult(
            _ -> {
              List<Request> batch = List.of(request);
              LEDGER
                  .ledger()
                  .save(BatchDecisions.decide(batch, LEDGER.ledger().load(batch)).changes());
              meanwhile.run();
            });
  }

  private static boolean somebodyWaitsForALock() {
    Long waiting =
        SQL.queryForObject(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """,
            Long.class);
    return waiting != null && waiting == 1;
  }

  private static long profileCount() {
    Long count = SQL.queryForObject("select count(*) from profiles", Long.class);
    return count == null ? -1 : count;
  }

  private static List<String> words(List<Result> answers) {
    return answers.stream()
        .map(answer -> ((Result.Decided) answer).entry().outcome().name())
        .toList();
  }
}
