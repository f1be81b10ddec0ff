package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.ErasureKeyMissingException;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.Request;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** An erased user is nowhere in the ledger, and is recognized. */
@Tag("services")
@Tag("essential")
class ErasureTest {

  private static final String USER = "ann-who-is-erased";
  private static final String KEY = "erased-1";
  private static final String PSEUDONYM = KEY + "-" + Integer.toHexString(USER.hashCode());

  private final PGSimpleDataSource database = database();
  private final TestLedger ledger = new TestLedger(database, new OneKey());
  private final LedgerRequests requests = new LedgerRequests(LedgerRequests.newCode());

  /** Has one key, and no secret. */
  private record OneKey() implements Pseudonyms {
    @Override
    public List<String> of(String userId) {
      return List.of(KEY + "-" + Integer.toHexString(userId.hashCode()));
    }

    @Override
    public Set<String> keyNames() {
      return Set.of(KEY);
    }
  }

  private static PGSimpleDataSource database() {
    PGSimpleDataSource dataSource = TestDatabase.migrated().dataSource();
    dataSource.setOptions("-c admit_one.session=processor");
    return dataSource;
  }

  @Test
  void noRowOfAnyTableHasTheUserAndCountsStayRight() {
    aLifeOfTheUser();
    List<@Nullable String> before = outcomes();
    assertThat(TextsOfLedger.with(ledger.sql(), USER)).isNotEmpty();

    ledger.decide(erase(USER));

    assertThat(TextsOfLedger.with(ledger.sql(), USER)).isEmpty();
    assertThat(outcomes()).startsWith(before.toArray(String[]::new)).endsWith("DONE");
    assertThat(ledger.users(requests.code())).containsExactlyInAnyOrder("bob", PSEUDONYM);
    assertThat(ledger.invite(requests.code()).currentUses()).isEqualTo(2);
    assertThat(ledger.sql().queryForList("select user_id from profiles", String.class))
        .containsExactly("bob");
  }

  @Test
  void theUserIsRecognizedAndItsIdDoesNotComeBack() {
    ledger.decide(requests.create(5L));
    Request first = requests.redeem(USER);
    ledger.decide(first);
    ledger.decide(erase(USER));

    ledger.decide(requests.redeem(USER));
    ledger.decide(requests.signUp(USER, "ann"));
    ledger.decide(first);

    assertThat(outcomes())
        .containsExactly("DONE", "REDEEMED", "DONE", "ALREADY_USED", "ALREADY_USED");
    assertThat(TextsOfLedger.with(ledger.sql(), USER)).isEmpty();
  }

  @Test
  void inOneBatchItIsTheSameAsInMany() {
    Request create = requests.create(5L);
    Request use = requests.redeem(USER);
    ledger.decide(
        create,
        use,
        requests.signUp("bob", "bob"),
        requests.redeem(USER),
        erase(USER),
        requests.redeem(USER),
        requests.release(use.id()));

    assertThat(outcomes())
        .containsExactly(
            "DONE", "REDEEMED", "REDEEMED", "ALREADY_USED", "DONE", "ALREADY_USED", "RELEASED");
    assertThat(TextsOfLedger.with(ledger.sql(), USER)).isEmpty();
    assertThat(ledger.invite(requests.code()).currentUses()).isEqualTo(1);

    ledger.decide(requests.redeem(USER), erase(USER), requests.redeem(USER));
    assertThat(outcomes()).endsWith("REDEEMED", "DONE", "ALREADY_USED");
    assertThat(TextsOfLedger.with(ledger.sql(), USER)).isEmpty();
  }

  @Test
  void aUseThatIsGivenBackInTheSameBatchIsGivenBackOnce() {
    ledger.decide(requests.create(5L));
    Request use = requests.redeem(USER);
    ledger.decide(use);
    ledger.decide(
        requests.release(use.id()), requests.redeem(USER), erase(USER), requests.redeem(USER));

    assertThat(outcomes()).endsWith("RELEASED", "REDEEMED", "DONE", "ALREADY_USED");
    assertThat(ledger.users(requests.code())).containsExactly(PSEUDONYM);
    assertThat(ledger.invite(requests.code()).currentUses()).isEqualTo(1);
    assertThat(TextsOfLedger.with(ledger.sql(), USER)).isEmpty();
  }

  @Test
  void aSecondErasureChangesNothing() {
    aLifeOfTheUser();
    ledger.decide(erase(USER));
    List<@Nullable String> before = withoutDecisions();

    ledger.decide(erase(USER));
    assertThat(withoutDecisions()).isEqualTo(before);
    assertThat(outcomes()).endsWith("DONE", "DONE");
  }

  @Test
  void aUseThatSqlGivesTheUserAgainKeepsTheCountRight() {
    ledger.decide(requests.create(5L));
    ledger.decide(requests.redeem(USER));
    ledger.decide(erase(USER));
    ledger
        .sql()
        .update(
            """
            insert into invite_uses (invite_id, used_by) select id, ? from invites where code = ?
            """,
            USER,
            requests.code());

    ledger.decide(erase(USER));
    assertThat(TextsOfLedger.with(ledger.sql(), USER)).isEmpty();
    assertThat(ledger.users(requests.code()))
        .hasSize(2)
        .allMatch(user -> user.startsWith(PSEUDONYM));
  }

  @Test
  void anErasureIsNoChangeThatTheTopicsAreToldOf() {
    aLifeOfTheUser();
    var before = ledger.invite(requests.code());
    long changes = count("invite_sql_changes");
    ledger.decide(erase(USER));
    assertThat(ledger.invite(requests.code())).isEqualTo(before);
    assertThat(count("invite_sql_changes")).isEqualTo(changes);
    assertThat(count("uncounted_uses")).isZero();
  }

  @Test
  void whatWasRefusedAboutACodeThatNoInviteHasIsErasedToo() {
    ledger.decide(requests.redeem(USER));
    ledger.decide(erase(USER));
    assertThat(outcomes()).containsExactly("UNKNOWN_CODE", "DONE");
    assertThat(TextsOfLedger.with(ledger.sql(), USER)).isEmpty();
  }

  @Test
  void withoutTheKeyNothingIsDecidedAboutTheCode() {
    ledger.decide(requests.create(5L));
    ledger.decide(requests.redeem(USER));
    ledger.decide(erase(USER));

    TestLedger keyless = new TestLedger(database);
    assertThatThrownBy(() -> keyless.decide(requests.redeem(USER)))
        .isInstanceOf(ErasureKeyMissingException.class)
        .hasMessageContaining(KEY)
        .hasMessageContaining("admit-one.erasure.keyset-file");
    LedgerRequests others = new LedgerRequests(LedgerRequests.newCode());
    keyless.decide(others.create(5L), others.redeem(USER));
    assertThat(keyless.outcomes(others.code())).containsExactly("DONE", "REDEEMED");
  }

  @Test
  void theCommandIsKeptWithoutTheUser() {
    ledger.decide(requests.create(5L));
    Request erase = erase(USER);
    ledger.decide(erase);
    assertThat(
            ledger.row("select command::text from redemption_decisions where id = ?", erase.id()))
        .contains(PSEUDONYM, "asked for it", "operator");
  }

  /** All tables: uses, refusals, a release, a profile on an older use, a use that SQL took. */
  private void aLifeOfTheUser() {
    ledger.decide(requests.create(5L));
    ledger.decide(requests.signUp("bob", "bob"));
    Request givenBack = requests.redeem(USER);
    ledger.decide(givenBack);
    ledger.decide(requests.release(givenBack.id()));
    ledger.decide(requests.redeem(USER));
    ledger.decide(requests.redeem(USER));
    ledger.decide(requests.signUp(USER, "ann"));
    ledger
        .sql()
        .update(
            """
            insert into invite_sql_changes (invite_id, used_by, old_values)
            select id, ?, jsonb_build_object('id', gen_random_uuid()) from invites where code = ?
            """,
            USER,
            requests.code());
    ledger
        .sql()
        .update(
            """
            insert into adopted_duplicates (old_id, invite_id, used_by)
            select '7', id, ? from invites where code = ?
            """,
            USER,
            requests.code());
  }

  private Request erase(String userId) {
    return requests.of(
        UUID.randomUUID(),
        new Command.EraseUser(
            userId, new OneKey().of(userId).getFirst(), "asked for it", "operator"));
  }

  private List<@Nullable String> outcomes() {
    return ledger.outcomes(requests.code());
  }

  private List<@Nullable String> withoutDecisions() {
    return ledger.contents().stream()
        .filter(row -> row != null && !row.startsWith("decisions"))
        .toList();
  }

  private long count(String table) {
    Long count = ledger.sql().queryForObject("select count(*) from " + table, Long.class);
    return count == null ? 0 : count;
  }
}
