package dev.admitone.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Signups;
import dev.admitone.testsupport.Await;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Input that would mean something else than its sender thinks is refused. */
@Tag("services")
class MisunderstoodInputTest {

  private static final String REDEMPTIONS = "/api/redemptions";
  private static final String INVITES = "/api/invites";
  private static final String PERIOD = "expiresAt must be later than startsAt";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"max_uses":1}                | max_uses is not known to this call; did you mean maxUses?
          {"count":2,"maxuses":1}       | maxuses is not known to this call; did you mean maxUses?
          {"expires_at":null}           | expires_at is not known to this call; did you mean expiresAt?
          {"revoked":true}              | revoked is not known to this call; it takes code, count, expiresAt, maxUses, startsAt
          {"maxUses":1,"maxUses":5}     | The body must not have a member twice
          """)
  void anUnknownMemberOfACreationIsNamedAndNothingIsCreated(String body, String error) {
    assertInvalid(gateway.post(INVITES, body), error);
    String withCode = body.replace("{", "{\"code\":\"%s\",".formatted(code));
    assertInvalid(gateway.post(INVITES, withCode), error);
    assertThat(processor.receivedFor(code)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"maxUses":5,"expiresat":null} | expiresat is not known to this call; did you mean expiresAt?
          {"maxUses":5,"code":"OTHER"}   | code is not known to this call; it takes expiresAt, maxUses, revoked, startsAt
          {"revoked":true,"revoked":false} | The body must not have a member twice
          """)
  void anUnknownMemberOfAChangeIsNamedAndNothingIsChanged(String body, String error) {
    assertInvalid(gateway.patch(INVITES + "/" + code, body), error);
    assertThat(processor.receivedFor(code)).isEmpty();
  }

  @Test
  void anUnknownMemberOfAReleaseIsNamed() {
    String path = "%s/%s/release".formatted(REDEMPTIONS, UUID.randomUUID());
    String body = "{\"code\":\"%s\",\"reason\":\"a\",\"user\":\"ann\"}".formatted(code);
    assertInvalid(
        gateway.post(path, body), "user is not known to this call; it takes code, reason");
  }

  @ParameterizedTest
  @CsvSource({
    "2030-01-02T00:00:00Z, 2030-01-01T00:00:00Z",
    "2030-01-01T00:00:00Z, 2030-01-01T00:00:00Z",
    "2030-01-01T00:00:00.0009Z, 2030-01-01T00:00:00Z",
    "2030-01-01T00:00:00Z, 2030-01-01T00:30:00+01:00",
  })
  void aPeriodThatCanNeverHoldIsRefused(String startsAt, String expiresAt) {
    String members = "\"startsAt\":\"%s\",\"expiresAt\":\"%s\"".formatted(startsAt, expiresAt);
    assertInvalid(gateway.post(INVITES, "{\"code\":\"%s\",%s}".formatted(code, members)), PERIOD);
    assertInvalid(gateway.post(INVITES, "{\"count\":2,%s}".formatted(members)), PERIOD);
    assertInvalid(gateway.patch(INVITES + "/" + code, "{%s}".formatted(members)), PERIOD);
    assertThat(processor.receivedFor(code)).isEmpty();
  }

  @Test
  void oneEndOfAPeriodIsComparedWithTheOtherThatIsKnown() {
    processor.publish(
        Records.snapshot(code, 1)
            .setStartsAt(Instant.parse("2030-01-01T00:00:00Z"))
            .setExpiresAt(Instant.parse("2030-02-01T00:00:00Z"))
            .build());
    String path = INVITES + "/" + code;
    String tooEarly = "{\"expiresAt\":\"2029-12-31T00:00:00Z\"}";
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.patch(path, tooEarly, "Prefer", "respond-async").status())
                    .isEqualTo(400));
    assertInvalid(gateway.patch(path, "{\"startsAt\":\"2030-02-01T00:00:00Z\"}"), PERIOD);
    for (String possible :
        List.of(
            "{\"startsAt\":null}",
            "{\"expiresAt\":\"2030-01-01T00:00:00.001Z\"}",
            "{\"startsAt\":null,\"expiresAt\":\"2029-12-31T00:00:00Z\"}",
            "{\"startsAt\":\"2031-01-01T00:00:00Z\",\"expiresAt\":\"2031-01-01T00:00:01Z\"}")) {
      assertThat(gateway.patch(path, possible, "Prefer", "respond-async").status())
          .as(possible)
          .isEqualTo(202);
    }
    // It may be the retry of a change that was carried out before another one.
    String[] keyed = {"Prefer", "respond-async", "Idempotency-Key", code};
    assertThat(gateway.patch(path, tooEarly, keyed).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann-b ",
        " ann-b",
        "ann-b\u00a0",
        "\u3000ann-b",
        "ann-b\u2028",
      })
  void aUserIdWithWhiteSpaceAtAnEndIsRefused(String userId) {
    assertUserIdRefused(userId, "userId must not begin or end with white space");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann\u200bb",
        "\u200bann",
        "ann\u200d",
        "a\u00adnn",
        "\u202eann",
        "ann\u2066",
        "\u061cann",
        "ann\ufeff",
        "ann\ufe0f",
        "ann\u3164",
        "ann\u034f",
        "ann\udb40\udc41",
      })
  void aUserIdWithInvisibleOrBidirectionalCharactersIsRefused(String userId) {
    assertUserIdRefused(userId, "userId must not contain invisible or bidirectional characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zoe\u0308", "\u212bke", "\u1100\u1161"})
  void aUserIdThatIsNotComposedIsRefused(String userId) {
    assertUserIdRefused(userId, "userId must be in Unicode's composed form, NFC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Zo\u00eb", "ann b", "auth0|5f7c8ec7", "\u5f20\u4f1f", "\ud83d\ude00", "a\u00df"})
  void everyOtherUserIdIsTakenAsItIs(String userId) {
    assertThat(redeem(userId).status()).isEqualTo(202);
    assertThat(processor.await(code).request().getRedeem().getUserId()).isEqualTo(userId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s \u20139", "%s\u200b\u20129", " %s\u2212\u00a09", "%s\uff0d9\u202c"})
  void aCodeIsTakenForTheInviteThatItsReaderSees(String typed) {
    String read = typed.formatted(code.toLowerCase(Locale.ROOT));
    Reply reply = gateway.post(REDEMPTIONS, body(read, "ann"), "Prefer", "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(processor.await(code + "-9").request().getCode()).isEqualTo(code + "-9");
  }

  private void assertUserIdRefused(String userId, String error) {
    assertInvalid(redeem(userId), error);
    assertInvalid(gateway.post(Signups.PATH, Signups.body(code, "userId", userId)), error);
    assertThat(processor.receivedFor(code)).isEmpty();
  }

  private Reply redeem(String userId) {
    return gateway.post(REDEMPTIONS, body(code, userId), "Prefer", "respond-async");
  }

  private static String body(String code, String userId) {
    return JsonMapper.shared().writeValueAsString(Map.of("code", code, "userId", userId));
  }

  private static void assertInvalid(Reply reply, String error) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("reason")).isEqualTo("INVALID_REQUEST");
    assertThat(reply.field("error")).isEqualTo(error);
  }
}
