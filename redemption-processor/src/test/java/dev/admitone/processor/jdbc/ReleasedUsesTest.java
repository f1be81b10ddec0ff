package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.Request;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A use that is given back is in the table of releases, and nowhere else. */
@Tag("services")
@Tag("essential")
class ReleasedUsesTest {

  private static final TestLedger LEDGER = TestLedger.migrated();

  private final LedgerRequests requests = new LedgerRequests(LedgerRequests.newCode());

  @Test
  void aReleasedUseMovesToTheReleasesWithWhoWhyAndWhen() {
    Request redeem = requests.redeem("ann");
    Request release = requests.release(redeem.id());
    LEDGER.decide(requests.create(1L), redeem);
    LEDGER.decide(release);

    assertThat(LEDGER.users(requests.code())).isEmpty();
    assertThat(LEDGER.invite(requests.code()).currentUses()).isZero();
    assertThat(
            LEDGER.row(
                """
                select concat_ws(' ', use_id, used_by, extract(epoch from used_at), released_by,
                                 reason, extract(epoch from released_at))
                from invite_releases where id = ?
                """,
                release.id()))
        .isEqualTo(
            "%s ann 1767268800.123000 operator asked for it 1767268800.123000"
                .formatted(redeem.id()));
  }

  @Test
  void aUseIsReleasedAndTheCodeRedeemedAgainInOneBatch() {
    LEDGER.decide(requests.create(1L));
    Request first = requests.redeem("ann");
    LEDGER.decide(first);
    Request release = requests.release(first.id());
    Request second = requests.redeem("ann");
    LEDGER.decide(release, second, requests.release(first.id()));

    assertThat(LEDGER.outcomes(requests.code()))
        .containsExactly("DONE", "REDEEMED", "RELEASED", "REDEEMED", "ALREADY_RELEASED");
    assertThat(LEDGER.users(requests.code())).containsExactly("ann");
    assertThat(LEDGER.row("select id::text from invite_uses where id = ?", second.id()))
        .isEqualTo(second.id().toString());
    assertThat(LEDGER.invite(requests.code()).currentUses()).isEqualTo(1);
  }

  @Test
  void aUseThatComesAndGoesInOneBatchIsOnlyInTheReleases() {
    Request redeem = requests.redeem("ann");
    LEDGER.decide(requests.create(1L), redeem, requests.release(redeem.id()));

    assertThat(LEDGER.users(requests.code())).isEmpty();
    assertThat(LEDGER.row("select used_by from invite_releases where use_id = ?", redeem.id()))
        .isEqualTo("ann");
    LEDGER.decide(requests.release(redeem.id()));
    assertThat(LEDGER.outcomes(requests.code())).endsWith("ALREADY_RELEASED");
  }

  @Test
  void aUseThatTheOldFunctionMadeIsFoundByItsId() {
    LEDGER.decide(requests.create(1L));
    UUID use = UUID.randomUUID();
    LEDGER
        .sql()
        .update(
            """
            with used as (
              insert into invite_uses (id, invite_id, used_by)
              select ?, id, 'ann' from invites where code = ?)
            update invites set current_uses = 1 where code = ?
            """,
            use,
            requests.code(),
            requests.code());
    LEDGER.decide(requests.release(use), requests.release(use));

    assertThat(LEDGER.outcomes(requests.code()))
        .containsExactly("DONE", "RELEASED", "ALREADY_RELEASED");
    assertThat(LEDGER.users(requests.code())).isEmpty();
  }
}
