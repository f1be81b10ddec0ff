package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.testsupport.ApiClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an operator changes with psql is what the gateway's validate says, within 10 s. */
@Tag("services")
@Tag("essential")
class SqlChangesTest {

  private final ApiClient api = Environment.api();
  private final String code = Codes.unique("SQL");

  @Test
  void aCodeThatSqlInsertsIsValidAndCanBeRedeemed() throws SQLException {
    execute("insert into invites (code, max_uses) values (?, 2)");

    validateInTime(answer -> answer.body().path("isValid").asBoolean(false));

    assertThat(api.redeem(code, "ann").outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void anUpdateAndARevocationBySqlAreShown() throws SQLException {
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 1)).status()).isEqualTo(201);

    execute("update invites set max_uses = 5 where code = ?");
    validateInTime(answer -> answer.body().path("invite").path("remainingUses").asLong(-1) == 5);

    execute("update invites set revoked_at = now() where code = ?");
    validateInTime(answer -> answer.text("reason").equals("REVOKED"));
  }

  private void validateInTime(Predicate<ApiClient.Response> shown) {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> api.validate(code), shown);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = Environment.ledger().connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, code);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
