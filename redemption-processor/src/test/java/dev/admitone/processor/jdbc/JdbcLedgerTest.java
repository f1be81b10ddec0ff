package dev.admitone.processor.jdbc;

import static dev.admitone.processor.jdbc.LedgerRequests.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.Change;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what is read, for every kind of change. */
@Tag("services")
@Tag("essential")
class JdbcLedgerTest {

  private static final TestLedger LEDGER = TestLedger.migrated();

  private final LedgerRequests requests = new LedgerRequests(LedgerRequests.newCode());

  @Test
  void aCreatedInviteIsReadAsItWasWritten() {
    Request create =
        requests.of(
            UUID.randomUUID(),
            new Command.CreateInvite(
                5L,
                Instant.parse("2025-12-31T00:00:00Z"),
                Instant.parse("9999-12-31T23:59:59.999Z"),
                "it's \"me\", {operator}\\"));
    LEDGER.decide(create);

    assertThat(LEDGER.invite(requests.code()))
        .isEqualTo(
            new Invite(
                create.id(),
                requests.code(),
                5L,
                0,
                Instant.parse("2025-12-31T00:00:00Z"),
                Instant.parse("9999-12-31T23:59:59.999Z"),
                null,
                "it's \"me\", {operator}\\",
                NOON,
                1,
                NOON));
  }

  @Test
  void aChangedInviteIsReadAsItWasWritten() {
    Request create = requests.create(5L);
    Request change =
        requests.of(
            UUID.randomUUID(),
            new Command.ChangeInvite(
                Change.to(null),
                Change.to(Instant.parse("0001-01-01T00:00:00Z")),
                Change.to(Instant.parse("2030-01-01T00:00:00.001Z")),
                Change.to(true),
                "operator"),
            new Position(3, 1),
            NOON.plusMillis(5));
    LEDGER.decide(create);
    LEDGER.decide(change);

    assertThat(LEDGER.invite(requests.code()))
        .isEqualTo(
            new Invite(
                create.id(),
                requests.code(),
                null,
                0,
                Instant.parse("0001-01-01T00:00:00Z"),
                Instant.parse("2030-01-01T00:00:00.001Z"),
                NOON.plusMillis(5),
                "operator",
                NOON,
                2,
                NOON.plusMillis(5)));
  }

  @Test
  void anInviteThatIsCreatedAndChangedInOneBatchIsWrittenAsItStandsInTheEnd() {
    LEDGER.decide(
        requests.create(1L),
        requests.redeem("ann"),
        requests.changeLimit(9L),
        requests.redeem("bob"));

    Invite invite = LEDGER.invite(requests.code());
    assertThat(invite.maxUses()).isEqualTo(9);
    assertThat(invite.currentUses()).isEqualTo(2);
    assertThat(invite.version()).isEqualTo(4);
    assertThat(LEDGER.users(requests.code())).containsExactly("ann", "bob");
  }

  @Test
  void aDecisionIsReadAsItWasWrittenWhateverItsPlaceAndTime() {
    Position far = new Position(32_767, (1L << 48) - 1);
    Request request =
        requests.of(
            UUID.randomUUID(),
            new Command.Redeem("ann"),
            far,
            Instant.parse("1999-12-31T23:59:59.999Z"));
    LedgerEntry written = entry(LEDGER.decide(request));

    assertThat(entry(LEDGER.decide(request))).isEqualTo(written);
    assertThat(written.position()).isEqualTo(far);
    assertThat(
            LEDGER
                .sql()
                .queryForObject(
                    """
                    select position_partition(position) || '-' || position_offset(position)
                    from redemption_decisions where id = ?
                    """,
                    String.class,
                    request.id()))
        .isEqualTo(far.toString());
  }

  @Test
  void refusalsAreInTheLedgerTooWithWhoWasRefused() {
    Request request = requests.redeem("ann");
    LEDGER.decide(request);
    assertThat(
            LEDGER.row(
                "select concat_ws(' ', outcome, code, used_by) from redemption_decisions where id = ?",
                request.id()))
        .isEqualTo("UNKNOWN_CODE %s ann".formatted(requests.code()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NULL",
        "null",
        "a,b",
        "{a}",
        "\"quoted\"",
        "it's",
        "back\\slash",
        " blank ",
        "ünï-ço∂é",
        "\uD83C\uDF9F",
        "\\N",
        "\\."
      })
  void everyUserIdIsFoundAgain(String userId) {
    LEDGER.decide(requests.create(null));
    Request redeem = requests.redeem(userId);
    LEDGER.decide(redeem);
    LEDGER.decide(requests.redeem(userId));
    LEDGER.decide(requests.release(redeem.id()));
    LEDGER.decide(requests.redeem(userId));

    assertThat(LEDGER.outcomes(requests.code()))
        .containsExactly("DONE", "REDEEMED", "ALREADY_USED", "RELEASED", "REDEEMED");
    assertThat(LEDGER.users(requests.code())).containsExactly(userId);
  }

  @Test
  void operatorsCommandsAreKeptWhole() {
    Request create =
        requests.of(
            UUID.randomUUID(),
            new Command.CreateInvite(5L, null, Instant.parse("2030-01-01T00:00:00Z"), "operator"));
    Request change =
        requests.of(
            UUID.randomUUID(),
            new Command.ChangeInvite(
                Change.to(null), Change.none(), Change.none(), Change.to(true), "\"operator\""));
    Request redeem = requests.redeem("ann");
    Request release = requests.release(redeem.id());
    LEDGER.decide(create, redeem, change, release);

    assertThat(command(create))
        .isEqualTo(
            """
            {"CreateInvite": {"maxUses": 5, "startsAt": null, "createdBy": "operator", \
            "expiresAt": "2030-01-01T00:00:00Z"}}""");
    assertThat(command(change))
        .isEqualTo(
            """
            {"ChangeInvite": {"maxUses": {"value": null, "changes": true}, \
            "revoked": {"value": true, "changes": true}, \
            "startsAt": {"value": null, "changes": false}, "changedBy": "\\"operator\\"", \
            "expiresAt": {"value": null, "changes": false}}}""");
    assertThat(command(release))
        .isEqualTo(
            """
            {"ReleaseUse": {"useId": "%s", "reason": "asked for it", "releasedBy": "operator"}}"""
                .formatted(redeem.id()));
    assertThat(command(redeem)).isNull();
  }

  @Test
  void decidingAgainWritesNothing() {
    List<Request> batch =
        List.of(requests.create(1L), requests.redeem("ann"), requests.redeem("bob"));
    LEDGER.decide(batch);
    List<@Nullable String> before = LEDGER.contents();

    List<Result> again = LEDGER.decide(batch);

    assertThat(again)
        .extracting(answer -> entry(List.of(answer)).outcome().name())
        .containsExactly("DONE", "REDEEMED", "EXHAUSTED");
    assertThat(LEDGER.contents()).isEqualTo(before);
  }

  private @Nullable String command(Request request) {
    return LEDGER.row("select command::text from redemption_decisions where id = ?", request.id());
  }

  private static LedgerEntry entry(List<Result> answers) {
    return ((Result.Decided) answers.getFirst()).entry();
  }
}
