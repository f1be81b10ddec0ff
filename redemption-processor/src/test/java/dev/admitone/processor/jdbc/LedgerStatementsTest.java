package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch costs a constant number of statements, the lock first. */
@Tag("services")
@Tag("essential")
class LedgerStatementsTest {

  private static final StatementLog LOG = new StatementLog(TestDatabase.migrated().dataSource());
  private static final TestLedger LEDGER = new TestLedger(LOG);

  private final LedgerRequests requests = new LedgerRequests(LedgerRequests.newCode());

  @ParameterizedTest
  @CsvSource({"1, insert", "128, insert", "129, copy", "2000, copy"})
  void redemptionsTakeSixStatementsHoweverManyTheyAre(int count, String writing) {
    LEDGER.decide(requests.create(null));
    List<Request> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(requests.redeem("user-" + i));
    }
    LOG.clear();

    LEDGER.decide(batch);

    assertThat(firstWords())
        .containsExactly("select", "select", "select", "update", writing, writing);
    assertThat(LEDGER.invite(requests.code()).currentUses()).isEqualTo(count);
  }

  @Test
  void everyCommandAtOnceTakesTwelveWhereTheyAreFew() {
    assertThat(everyCommand(21))
        .containsExactly(
            "select", // the invites, for update
            "select", // decisions
            "select", // uses by code and user
            "select", // uses by user, of decisions
            "select", // uses by id
            "select", // releases
            "insert", // invites
            "update", // invites
            "delete", // uses
            "insert", // uses
            "insert", // releases
            "insert"); // decisions
  }

  @ParameterizedTest
  @ValueSource(ints = {22, 200})
  void everyCommandAtOnceTakesElevenHoweverManyTheyAre(int count) {
    assertThat(everyCommand(count))
        .containsExactly(
            "select", // the invites, for update
            "select", // decisions
            "select", // uses by user
            "select", // uses by id
            "select", // releases
            "insert", // invites
            "update", // invites
            "delete", // uses
            "copy", // uses
            "insert", // releases
            "copy"); // decisions
  }

  /** Six commands for each of so many codes. */
  private static List<String> everyCommand(int count) {
    List<Request> before = new ArrayList<>();
    List<Request> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LedgerRequests old = new LedgerRequests(LedgerRequests.newCode());
      Request redeem = old.redeem("ann");
      before.addAll(List.of(old.create(9L), redeem));
      LedgerRequests created = new LedgerRequests(LedgerRequests.newCode());
      batch.addAll(
          List.of(
              old.release(redeem.id()),
              old.release(UUID.randomUUID()),
              old.changeLimit(7L),
              old.redeem("bob"),
              created.create(5L),
              created.redeem("joe")));
    }
    LEDGER.decide(before);
    LOG.clear();

    LEDGER.decide(batch);

    return firstWords();
  }

  @Test
  void usesOfTheProcessorAreNoEntriesOfTheIndexThatFindsThoseOfSql() {
    Request redeem = requests.redeem("ann");

    LEDGER.decide(requests.create(null), redeem);

    assertThat(
            LEDGER
                .sql()
                .queryForObject(
                    "select by_sql is null from invite_uses where id = ?",
                    Boolean.class,
                    redeem.id()))
        .isTrue();
  }

  @Test
  void theLockComesFirstAndAlone() {
    LEDGER.decide(requests.create(null));
    LOG.clear();
    LEDGER.decide(requests.redeem("ann"));

    assertThat(LOG.statements().getFirst())
        .contains("from invites")
        .contains("order by id")
        .endsWith("for update\n")
        .doesNotContain("invite_uses", "redemption_decisions", "join");
    assertThat(LOG.statements().subList(1, LOG.statements().size()))
        .noneMatch(statement -> statement.contains("for update"));
  }

  private static List<String> firstWords() {
    return LOG.statements().stream()
        .map(statement -> statement.substring(0, statement.indexOf(' ')))
        .toList();
  }
}
