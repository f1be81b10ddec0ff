package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A count that drifted becomes the number of the rows that there are. */
@Tag("services")
class RepairedCountsTest {

  private final TestLedger ledger = TestLedger.migrated();
  private final LedgerRequests code = new LedgerRequests(LedgerRequests.newCode());

  @Test
  void aWrongCountIsPutRightAndWhatItWasIsKept() {
    ledger.decide(code.create(5L), code.redeem("ann"), code.redeem("bob"));
    plant(5);
    Request repair = code.repair();

    ledger.decide(repair);

    assertThat(ledger.invite(code.code()).currentUses()).isEqualTo(2);
    assertThat(repairs())
        .containsExactly(
            "%s 5 2 operator miscounted %s".formatted(repair.id(), "2026-01-01 12:00:00.123+00"));
    assertThat(
            ledger.row("select command::text from redemption_decisions where id = ?", repair.id()))
        .isEqualTo("{\"RepairCount\": {\"reason\": \"miscounted\", \"repairedBy\": \"operator\"}}");
  }

  @Test
  void aRepairStandsWhereItLiesAmongTheRedemptionsOfItsBatch() {
    Request first = code.redeem("ann");
    ledger.decide(code.create(3L), first);
    plant(3);
    Request refused = code.redeem("bob");
    Request counted = code.redeem("joe");

    List<Result> results =
        ledger.decide(
            refused,
            code.repair(),
            code.redeem("sue"),
            code.release(first.id()),
            code.repair(),
            counted,
            code.redeem("eve"),
            code.redeem("kim"));

    assertThat(outcomes(results))
        .containsExactly(
            RefusalReason.EXHAUSTED.name(),
            Acceptance.DONE.name(),
            Acceptance.REDEEMED.name(),
            Acceptance.RELEASED.name(),
            Acceptance.DONE.name(),
            Acceptance.REDEEMED.name(),
            Acceptance.REDEEMED.name(),
            RefusalReason.EXHAUSTED.name());
    assertThat(ledger.invite(code.code()).currentUses()).isEqualTo(3);
    assertThat(ledger.users(code.code())).containsExactly("eve", "joe", "sue");
    assertThat(repairs()).singleElement().asString().contains(" 3 1 ");
  }

  /** More requests than go together take the ledger's other way to look up and to write. */
  @Test
  void inALargeBatchTheRepairCountsAllThatStandBeforeIt() {
    ledger.decide(code.create(null));
    plant(1_000);
    List<Request> many = IntStream.range(0, 300).mapToObj(i -> code.redeem("user-" + i)).toList();

    ledger.decide(Stream.concat(many.stream(), Stream.of(code.repair())).toList());

    assertThat(ledger.invite(code.code()).currentUses()).isEqualTo(300);
    assertThat(repairs()).singleElement().asString().contains(" 1300 300 ");
  }

  @Test
  void aSecondRepairAndTheSameOneAgainChangeNothing() {
    ledger.decide(code.create(5L), code.redeem("ann"));
    plant(0);
    Request repair = code.repair();
    ledger.decide(repair);
    Invite repaired = ledger.invite(code.code());
    List<@Nullable String> kept = repairs();

    assertThat(outcomes(ledger.decide(code.repair()))).containsExactly("DONE");
    assertThat(outcomes(ledger.decide(repair, code.repair(), repair)))
        .containsExactly("DONE", "DONE", "DONE");

    assertThat(ledger.invite(code.code())).isEqualTo(repaired);
    assertThat(repairs()).isEqualTo(kept);
  }

  @Test
  void theSameRequestAgainHasItsDecisionThoughTheCountDriftedSince() {
    ledger.decide(code.create(5L), code.redeem("ann"));
    plant(3);
    Request repair = code.repair();
    ledger.decide(repair);
    plant(4);

    assertThat(outcomes(ledger.decide(repair))).containsExactly("DONE");
    assertThat(ledger.invite(code.code()).currentUses()).isEqualTo(4);
  }

  @Test
  void anUnknownCodeIsRefused() {
    assertThat(outcomes(ledger.decide(code.repair()))).containsExactly("UNKNOWN_CODE");
    assertThat(repairs()).isEmpty();
  }

  @Test
  void usesThatSqlMadeCountToo() {
    ledger.decide(code.create(5L), code.redeem("ann"));
    ledger
        .sql()
        .update(
            "insert into invite_uses (invite_id, used_by) select id, 'sql' from invites"
                + " where code = ?",
            code.code());
    plant(0);

    ledger.decide(code.repair());

    assertThat(ledger.invite(code.code()).currentUses()).isEqualTo(2);
  }

  /** As a defect would: no trigger sees it. */
  private void plant(long uses) {
    ledger
        .transactions()
        .executeWithoutResult(
            _ -> {
              ledger.sql().execute("set local session_replication_role = replica");
              assertThat(
                      ledger
                          .sql()
                          .update(
                              "update invites set current_uses = ? where code = ?",
                              uses,
                              code.code()))
                  .isEqualTo(1);
            });
  }

  private List<@Nullable String> repairs() {
    return ledger
        .sql()
        .queryForList(
            """
            select concat_ws(' ', r.id, r.uses_before, r.uses, r.repaired_by, r.reason,
                             r.repaired_at at time zone 'UTC' || '+00')
            from count_repairs r join invites i on i.id = r.invite_id where i.code = ?
            order by r.repaired_at, r.id
            """,
            String.class,
            code.code());
  }

  private static List<String> outcomes(List<Result> results) {
    return results.stream()
        .map(
            result ->
                result instanceof Result.Decided decided
                    ? decided.entry().outcome().name()
                    : result.toString())
        .toList();
  }
}
