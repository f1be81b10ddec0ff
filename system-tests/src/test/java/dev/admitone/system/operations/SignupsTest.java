package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.system.Signups;
import dev.admitone.testsupport.ApiClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signups over HTTP, as a frontend makes them: profile and use, or neither. */
@Tag("services")
@Tag("essential")
class SignupsTest {

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();

  @Test
  void aNewUserGetsUseAndProfileAndASecondRequestIsToldSo() throws Exception {
    String code = Signups.invite(3);
    String user = Signups.user();

    ApiClient.Response first = Signups.signUp(code, user, user, "Idempotency-Key", user);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().toString()).isEqualTo("{\"success\":true}");
    assertThat(ledger.uses(code)).isEqualTo(1);
    assertThat(profilesOfUsesOf(code)).isEqualTo(1);

    ApiClient.Response second = Signups.signUp(code, user, user);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("error")).isEqualTo("You have already used this invite code");
    assertThat(second.outcome()).isEqualTo("ALREADY_USED");

    ApiClient.Response again = Signups.signUp(code, user, user, "Idempotency-Key", user);
    assertThat(again.body()).isEqualTo(first.body());
    ApiClient.Response otherProfile =
        Signups.signUp(code, user, user + "x", "Idempotency-Key", user);
    assertThat(otherProfile.status()).isEqualTo(422);
  }

  @Test
  void atOnceOnOneCodeAllGetInUntilItIsExhausted() throws Exception {
    String code = Signups.invite(3);
    List<ApiClient.Response> answers =
        ApiClient.inParallel(
            5,
            _ -> {
              String user = Signups.user();
              return Signups.signUp(code, user, user, "Prefer", "wait=30");
            });
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(3);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .allMatch(answer -> answer.outcome().equals("EXHAUSTED"));
    assertThat(profilesOfUsesOf(code)).isEqualTo(3);
  }

  @Test
  void atOnceOnTwoCodesOneGetsTheNameWhateverItsCaseAndTheOthersCodeIsNotUsed() throws Exception {
    for (int round = 0; round < 5; round++) {
      List<String> codes = List.of(Signups.invite(1), Signups.invite(1));
      String name = Signups.user();
      List<ApiClient.Response> answers =
          ApiClient.inParallel(
              2,
              i ->
                  Signups.signUp(
                      codes.get(i),
                      Signups.user(),
                      i == 0 ? name : name.toUpperCase(java.util.Locale.ROOT),
                      "Prefer",
                      "wait=30"));
      assertThat(answers.stream().map(ApiClient.Response::outcome))
          .containsExactlyInAnyOrder("", "USERNAME_TAKEN");
      int loser = answers.get(0).status() == 200 ? 1 : 0;
      assertThat(answers.get(loser).status()).isEqualTo(409);
      assertThat(ledger.uses(codes.get(loser))).isZero();
      assertThat(ledger.currentUses(codes.get(loser))).isZero();
      assertThat(ledger.uses(codes.get(1 - loser))).isEqualTo(1);
    }
  }

  @Test
  void anAddressOrANumberThatIsTakenIsSaidAndTheInviteIsNotUsed() throws Exception {
    String code = Signups.invite(9);
    String user = Signups.user();
    assertThat(Signups.signUp(code, user, user).status()).isEqualTo(200);
    String other = Signups.user();
    Map<String, Object> sameAddress = Signups.body(code, other, other);
    sameAddress.put("email", user.toUpperCase(java.util.Locale.ROOT) + "@example.com");
    assertThat(api.post(Signups.PATH, sameAddress).outcome()).isEqualTo("EMAIL_TAKEN");
    Map<String, Object> samePhone = Signups.body(code, other, other);
    samePhone.put("phone", Signups.body(code, user, user).get("phone"));
    assertThat(api.post(Signups.PATH, samePhone).outcome()).isEqualTo("PHONE_TAKEN");
    assertThat(ledger.uses(code)).isEqualTo(1);
  }

  /** Nothing that is entered is anybody's: the user is told of the account that it has. */
  @Test
  void aUserWhoHasAnAccountIsToldSoWhateverElseIsFree() throws Exception {
    String code = Signups.invite(1);
    String other = Signups.invite(1);
    String user = Signups.user();
    assertThat(Signups.signUp(code, user, user).status()).isEqualTo(200);
    String free = Signups.user();
    Map<String, Object> body = Signups.body(other, free, free);
    body.put("userId", user);
    ApiClient.Response again = api.post(Signups.PATH, body);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.outcome()).isEqualTo("PHONE_TAKEN");
    assertThat(again.text("error")).startsWith("You have an account already");
    assertThat(ledger.uses(other)).isZero();
  }

  @Test
  void aUseThatCameBeforeGetsItsProfile() throws Exception {
    String code = Signups.invite(1);
    String user = Signups.user();
    assertThat(api.redeem(code, user).status()).isEqualTo(200);
    assertThat(Signups.signUp(code, user, user).status()).isEqualTo(200);
    assertThat(ledger.currentUses(code)).isEqualTo(1);
    assertThat(profilesOfUsesOf(code)).isEqualTo(1);
    assertThat(Signups.signUp(code, user, user).outcome()).isEqualTo("ALREADY_USED");
  }

  @Test
  void whoDoesNotWaitIsSignedUpAllTheSame() throws Exception {
    String code = Signups.invite(1);
    String user = Signups.user();
    ApiClient.Response accepted = Signups.signUp(code, user, user, "Prefer", "respond-async");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text("message")).isEqualTo("Invite code is being processed");
    ApiClient.Response standing = api.get(accepted.header("Location"), "Prefer", "wait=30");
    assertThat(standing.outcome()).isEqualTo("REDEEMED");
    assertThat(profilesOfUsesOf(code)).isEqualTo(1);
  }

  private long profilesOfUsesOf(String code) throws SQLException {
    String sql =
        """
        select count(*) from profiles p
        join invite_uses u on u.id = p.invite_use_id and u.used_by = p.user_id
        join invites i on i.id = u.invite_id
        where i.code = ?
        """;
    try (Connection connection = ledger.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, code);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
