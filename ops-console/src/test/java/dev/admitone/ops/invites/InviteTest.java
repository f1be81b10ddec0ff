package dev.admitone.ops.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.TestLedger;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** One invite. */
@Tag("services")
@Tag("essential")
class InviteTest {

  private final Console console = Console.shared();
  private final TestLedger ledger = TestLedger.shared();
  private final String code =
      "ONE-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);

  @Test
  void isShownAsTheLedgerHasIt() {
    UUID id = UUID.randomUUID();
    ledger
        .sql()
        .update(
            """
            insert into invites (id, code, max_uses, current_uses, starts_at, expires_at,
                                 created_by, created_at, version, changed_at)
            values (?, ?, 5, 2, '2026-01-01 00:00:00Z', '2999-01-01 00:00:00Z', '<b>olga</b>',
                    '2026-01-02 03:04:05.678Z', 7, '2026-01-03 00:00:00Z')
            """,
            id,
            code);

    Reply reply = console.get("/api/ops/invites/" + code);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {
                      "code": "%s", "state": "USABLE", "maxUses": 5, "currentUses": 2,
                      "remainingUses": 3, "startsAt": "2026-01-01T00:00:00Z",
                      "expiresAt": "2999-01-01T00:00:00Z", "createdBy": "<b>olga</b>",
                      "createdAt": "2026-01-02T03:04:05.678Z",
                      "changedAt": "2026-01-03T00:00:00Z", "version": 7, "requestId": "%s"
                    }
                    """
                        .formatted(code, id)));
  }

  @ParameterizedTest
  @CsvSource({
    "null, 5, null, null, null, USABLE",
    "5, 4, null, null, null, USABLE",
    "5, 5, null, null, null, EXHAUSTED",
    "4, 5, null, null, null, EXHAUSTED",
    "5, 5, null, -1, null, EXPIRED",
    "5, 5, 1, -1, null, NOT_YET_VALID",
    "5, 5, 1, -1, -2, REVOKED",
    "5, 0, -1, 1, null, USABLE",
  })
  void saysWhatAUserWouldBeToldFirst(
      String maxUses, long uses, String startsIn, String endsIn, String revokedIn, String state) {
    ledger
        .sql()
        .execute(
            """
            insert into invites (code, max_uses, current_uses, starts_at, expires_at, revoked_at,
                                 version)
            values ('%s', %s, %d, now() + %s * interval '1 h', now() + %s * interval '1 h',
                    now() + %s * interval '1 h', 1)
            """
                .formatted(code, maxUses, uses, startsIn, endsIn, revokedIn));

    assertThat(console.get("/api/ops/invites/" + code).field("state")).isEqualTo(state);
  }

  @Test
  void isFoundInAnyFormThatPeopleType() {
    ledger.sql().update("insert into invites (code, version) values (?, 1)", code);
    String typed = code.toLowerCase(Locale.ROOT).replace("-", "%20%E2%80%93");
    assertThat(console.get("/api/ops/invites/" + typed).field("code")).isEqualTo(code);
  }

  @Test
  void thatIsNotThereIsUnknown() {
    Reply reply = console.get("/api/ops/invites/" + code);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.field("reason")).isEqualTo("UNKNOWN_CODE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "A'B;--", "%3Cscript%3E", "A%00B", "%E2%98%83%E2%98%83%E2%98%83"})
  void whatIsNoCodeIsRefused(String typed) {
    Reply reply = console.get("/api/ops/invites/" + typed);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("reason")).isEqualTo("INVALID_REQUEST");
    assertThat(reply.field("error")).doesNotContain("script");
  }
}
