package dev.admitone.processor.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.ContentRejectedException;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.LedgerUnavailableException;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What other transactions did meanwhile, and what the database refuses. */
@Tag("services")
@Tag("essential")
class LedgerConflictsTest {

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final TestLedger LEDGER = new TestLedger(DATABASE.dataSource());
  private static final Executor THREADS = task -> Thread.ofPlatform().start(task);
  private static final String SECRET = "a-user\u0000-nobody-may-read";

  private final LedgerRequests requests = new LedgerRequests(LedgerRequests.newCode());
  private final LedgerRequests others = new LedgerRequests(LedgerRequests.newCode());

  @Test
  void anIdThatAnotherTransactionDecidedMeanwhileIsAConflictAndNothingIsWritten() {
    UUID id = UUID.randomUUID();
    LEDGER.decide(requests.create(null), others.create(null));

    Throwable thrown =
        catchThrowable(
            () ->
                inTransaction(
                    List.of(requests.redeem(id, "ann"), requests.redeem("bob")),
                    () -> LEDGER.decideElsewhere(others.redeem(id, "ann"))));

    assertThat(thrown).isInstanceOf(LedgerConflictException.class).hasMessage("unique_violation");
    assertThat(LEDGER.invite(requests.code()).currentUses()).isZero();
    assertThat(LEDGER.invite(others.code()).currentUses()).isEqualTo(1);
    List<Result> again = LEDGER.decide(requests.redeem(id, "ann"));
    assertThat(again).singleElement().isInstanceOf(Result.RequestIdReused.class);
  }

  @Test
  void aCodeThatSqlCreatedMeanwhileIsAConflict() {
    assertThatExceptionOfType(LedgerConflictException.class)
        .isThrownBy(
            () ->
                inTransaction(
                    List.of(requests.create(5L)),
                    () ->
                        DATABASE
                            .sql()
                            .update("insert into invites (code) values (?)", requests.code())))
        .withMessage("unique_violation");
  }

  @Test
  void anInviteThatIsGoneIsAConflict() {
    LEDGER.decide(requests.create(null));
    BatchDecisions decided = decideOnly(requests.changeLimit(5L));
    DATABASE
        .sql()
        .execute(
            """
            begin;
            set local session_replication_role = replica; -- No trigger keeps it.
            delete from invites where code = '%s';
            commit
            """
                .formatted(requests.code()));

    assertThatExceptionOfType(LedgerConflictException.class)
        .isThrownBy(() -> save(decided))
        .withMessage("0 of 1 invites were updated");
  }

  @Test
  void aUseThatIsGoneIsAConflict() {
    Request redeem = requests.redeem("ann");
    LEDGER.decide(requests.create(null), redeem);
    BatchDecisions decided = decideOnly(requests.release(redeem.id()));
    DATABASE.sql().update("delete from invite_uses where id = ?", redeem.id());

    assertThatExceptionOfType(LedgerConflictException.class)
        .isThrownBy(() -> save(decided))
        .withMessage("0 of 1 uses were deleted");
  }

  @Test
  void contentThatPostgreSqlCannotHoldIsRejectedWhenItIsLookedUp() {
    LEDGER.decide(requests.create(null));
    assertThatExceptionOfType(ContentRejectedException.class)
        .isThrownBy(() -> LEDGER.decide(requests.redeem(SECRET)))
        .withMessage("SQLSTATE 22021");
  }

  @Test
  void contentThatPostgreSqlCannotHoldIsRejectedWhenItIsWritten() {
    assertThatExceptionOfType(ContentRejectedException.class)
        .isThrownBy(() -> LEDGER.decide(requests.redeem(SECRET)))
        .withMessage("SQLSTATE 22021");
    assertThat(
            DATABASE
                .sql()
                .queryForObject(
                    "select count(*) from redemption_decisions where code = ?",
                    Long.class,
                    requests.code()))
        .isZero();
  }

  @Test
  void aLockThatIsNotGivenInTimeIsNobodysFault() throws Exception {
    LEDGER.decide(requests.create(null));
    PGSimpleDataSource impatient = DATABASE.dataSource();
    impatient.setOptions("-c lock_timeout=100");
    try (Connection holder = holdingTheLock()) {
      assertThatExceptionOfType(LedgerUnavailableException.class)
          .isThrownBy(() -> new TestLedger(impatient).decide(requests.redeem("ann")))
          .withMessage("lock_not_available");
      holder.rollback();
    }
  }

  @Test
  void aTransactionThatTheServerEndsIsNobodysFault() throws Exception {
    LEDGER.decide(requests.create(null));
    PGSimpleDataSource hasty = DATABASE.dataSource();
    hasty.setOptions("-c transaction_timeout=100");
    try (Connection holder = holdingTheLock()) {
      assertThat(catchThrowable(() -> new TestLedger(hasty).decide(requests.redeem("ann"))))
          .isNotNull()
          .isNotInstanceOf(ContentRejectedException.class)
          .isNotInstanceOf(LedgerConflictException.class);
      holder.rollback();
    }
  }

  /** Beside so many requests about another code: a few are looked up together with the lock. */
  @ParameterizedTest
  @ValueSource(ints = {0, 500})
  void theLockMakesAnotherTransactionWaitAndThenSeeWhatWasCommitted(int besides) throws Exception {
    LEDGER.decide(requests.create(1L), others.create(null));
    Request ann = requests.redeem("ann");
    CountDownLatch loaded = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<List<Result>> first =
        CompletableFuture.supplyAsync(
            () ->
                inTransaction(
                    List.of(ann),
                    () -> {
                      loaded.countDown();
                      await(goOn);
                    }),
            THREADS);
    assertThat(loaded.await(600, SECONDS)).isTrue();
    List<Request> batch = new ArrayList<>();
    batch.add(ann);
    batch.add(requests.redeem("ann"));
    batch.add(requests.redeem("bob"));
    for (int i = 0; i < besides; i++) {
      batch.add(others.redeem("user-" + i));
    }
    CompletableFuture<List<Result>> second =
        CompletableFuture.supplyAsync(() -> LEDGER.decide(batch), THREADS);
    Awaitility.await().atMost(600, SECONDS).until(LedgerConflictsTest::somebodyWaitsForALock);
    assertThat(second).isNotDone();
    goOn.countDown();

    assertThat(words(first.get(600, SECONDS))).containsExactly("REDEEMED");
    assertThat(words(second.get(600, SECONDS)).subList(0, 3))
        .containsExactly("REDEEMED", "ALREADY_USED", "EXHAUSTED");
    assertThat(LEDGER.users(requests.code())).containsExactly("ann");
  }

  /** Loads and decides, lets something happen elsewhere, and then saves. */
  private static List<Result> inTransaction(List<Request> batch, Runnable meanwhile) {
    return LEDGER
        .transactions()
        .execute(
            _ -> {
              BatchState state = LEDGER.ledger().load(batch);
              BatchDecisions decided = BatchDecisions.decide(batch, state);
              meanwhile.run();
              LEDGER.ledger().save(decided.changes());
              return decided.results();
            });
  }

  private static BatchDecisions decideOnly(Request request) {
    List<Request> batch = List.of(request);
    return LEDGER
        .transactions()
        .execute(_ -> BatchDecisions.decide(batch, LEDGER.ledger().load(batch)));
  }

  private static void save(BatchDecisions decided) {
    LEDGER.transactions().executeWithoutResult(_ -> LEDGER.ledger().save(decided.changes()));
  }

  private Connection holdingTheLock() throws Exception {
    Connection connection = DATABASE.connect();
    connection.setAutoCommit(false);
    try (var statement =
        connection.prepareStatement("select from invites where code = ? for update")) {
      statement.setString(1, requests.code());
      statement.execute();
    }
    return connection;
  }

  private static boolean somebodyWaitsForALock() {
    Long waiting =
        DATABASE
            .sql()
            .queryForObject(
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """,
                Long.class);
    return waiting != null && waiting == 1;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(600, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> words(List<Result> answers) {
    return answers.stream()
        .map(answer -> ((Result.Decided) answer).entry().outcome().name())
        .toList();
  }
}
