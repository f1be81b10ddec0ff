package dev.admitone.ops.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the console tells of a user who complains. */
@Tag("services")
@Tag("essential")
class UserTest {

  private final Console console = Console.shared();
  private final LedgerRows rows = new LedgerRows(TestLedger.shared());
  private final String user = LedgerRows.newUser();

  @Test
  void whetherThereIsAProfileAndNothingOfIt() {
    UUID use = UUID.randomUUID();
    TestLedger.shared()
        .sql()
        .update(
            """
            insert into profiles (user_id, invite_use_id, email, username, display_name, phone,
                                  password_hash, created_at)
            values (?, ?, ?, ?, 'Ann Secret', '+1' || (random() * 1e12)::bigint, 'hash',
                    '2026-01-01Z')
            """,
            user,
            use,
            user + "@secret.example.org",
            "u" + user.substring(5, 20).replace("-", "_"));

    Reply reply = console.get("/api/ops/user?userId=" + user);

    assertThat(reply.json().path("hasProfile").asBoolean()).isTrue();
    assertThat(reply.json().path("profile").path("requestId").asString()).isEqualTo(use.toString());
    assertThat(reply.text()).doesNotContain("ecret", "hash");
  }

  @Test
  void theLatestUsesAndRefusals() {
    String code = LedgerRows.newCode();
    rows.invite(code);
    UUID use = rows.use(code, user, Instant.now());
    for (int i = 0; i < 12; i++) {
      rows.refusal(code, user, "ALREADY_USED", Instant.now());
    }

    Reply reply = console.get("/api/ops/user?userId=" + user);

    assertThat(reply.json().path("hasProfile").asBoolean()).isFalse();
    assertThat(reply.json().path("latestUses").path(0).path("requestId").asString())
        .isEqualTo(use.toString());
    assertThat(reply.json().path("latestRefusals")).hasSize(10);
    assertThat(console.get("/api/ops/user/uses?userId=" + user).json().path("items")).hasSize(1);
    assertThat(console.get("/api/ops/user/refusals?userId=" + user).json().path("items"))
        .hasSize(12);
  }

  @Test
  void whichUsesWereGivenBackByWhomAndWhy() {
    String code = LedgerRows.newCode();
    rows.invite(code);
    UUID use = rows.use(code, user, Instant.now());
    rows.release(UUID.randomUUID(), use);

    Reply reply = console.get("/api/ops/user?userId=" + user);

    JsonNode release = reply.json().path("latestReleases").path(0);
    assertThat(release.path("useId").asString()).isEqualTo(use.toString());
    assertThat(release.path("code").asString()).isEqualTo(code);
    assertThat(release.path("releasedBy").asString()).isEqualTo("a test");
    assertThat(reply.json().path("latestUses")).isEmpty();
  }

  @Test
  void anUnknownUserHasNothing() {
    Reply reply = console.get("/api/ops/user?userId=" + user);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("latestUses")).isEmpty();
    assertThat(reply.json().path("latestReleases")).isEmpty();
    assertThat(reply.json().path("latestRefusals")).isEmpty();
  }
}
