package dev.admitone.system.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.testsupport.ApiClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P8: no request is refused because another one is being decided. */
@Tag("services")
@Tag("essential")
class P8ContentionNeverReachesTheUserTest {

  private static final String LOCK = "select id from invites where code = ? for update";

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();

  @Test
  void allOfFiveHundredUsersAtOnceOnOneCodeAreAdmitted() throws Exception {
    String code = Codes.unique("P8");
    assertThat(api.createInvite(Map.of("code", code)).status()).isEqualTo(201);

    List<ApiClient.Response> answers =
        ApiClient.inParallel(500, i -> api.redeem(code, "user-" + i, "Prefer", "wait=30"));

    assertThat(answers).allMatch(answer -> answer.outcome().equals("REDEEMED"));
    assertThat(ledger.uses(code)).isEqualTo(500);
  }

  @Test
  void whileSqlHoldsTheCodesRowRequestsWaitAndAreThenAdmitted() throws Exception {
    String code = Codes.unique("P8");
    assertThat(api.createInvite(Map.of("code", code)).status()).isEqualTo(201);

    List<ApiClient.Response> accepted;
    try (Connection connection = ledger.connect()) {
      connection.setAutoCommit(false);
      try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
        lock.setString(1, code);
        lock.executeQuery();
      }
      accepted =
          ApiClient.inParallel(
              50, i -> api.redeem(code, "user-" + i, "Prefer", "respond-async, wait=0"));
      assertThat(accepted).allMatch(answer -> answer.status() == 202);
      assertThat(accepted).allMatch(answer -> answer.text("status").equals("PENDING"));
      connection.rollback();
    }

    assertThat(
            accepted.stream()
                .map(answer -> api.get(answer.header("Location"), "Prefer", "wait=30")))
        .allMatch(answer -> answer.text("status").equals("REDEEMED"));
  }
}
