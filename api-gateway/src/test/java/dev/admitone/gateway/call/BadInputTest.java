package dev.admitone.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Json;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.Records;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("services")
class BadInputTest {

  private static final String REDEMPTIONS = "/api/redemptions";
  private static final String INVITES = "/api/invites";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"userId":"ann"}                         | code is missing
          {"code":null,"userId":"ann"}             | code is missing
          {"code":"AB","userId":"ann"}             | code must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          {"code":"","userId":"ann"}               | code must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          {"code":"A B","userId":"ann"}            | code must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          {"code":"ABC\\u0000","userId":"ann"}     | code must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          {"code":"ÄBCD","userId":"ann"}           | code must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          {"code":123,"userId":"ann"}              | code must be a string
          {"code":true,"userId":"ann"}             | code must be a string
          {"code":["ABC"],"userId":"ann"}          | code must be a string
          {"code":{"a":1},"userId":"ann"}          | code must be a string
          {"code":"ABCD"}                          | userId is missing
          {"code":"ABCD","userId":1.5}             | userId must be a string
          {"code":"ABCD","userId":""}              | userId must have 1 to 200 characters
          {"code":"ABCD","userId":"a\\u0000b"}     | userId must not contain control characters
          {"code":"ABCD","userId":"a\\u0085b"}     | userId must not contain control characters
          {"code":"ABCD","userId":"a\\ud800b"}     | userId must not contain unpaired surrogates
          {"code":"ABCD","userId":"a\\udc00"}      | userId must not contain unpaired surrogates
          [1,2]                                    | The body must be a JSON object
          "ABCD"                                   | The body must be a JSON object
          42                                       | The body must be a JSON object
          null                                     | The body must be a JSON object
          {"code":"ABCD","userId":"ann"            | The body must be a JSON object
          {"code":"ABCD","userId":"ann"}}          | The body must be a JSON object
          {code:"ABCD"}                            | The body must be a JSON object
          ``                                       | The body must be a JSON object
          """)
  void refusesAMalformedRedemption(String body, String error) {
    Reply reply = gateway.post(REDEMPTIONS, body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json())
        .isEqualTo(
            Json.object(
                Map.of(
                    "type",
                    "urn:admit-one:problem:invalid-request",
                    "title",
                    "Invalid request",
                    "status",
                    400,
                    "detail",
                    error,
                    "error",
                    error,
                    "reason",
                    "INVALID_REQUEST",
                    "mayChange",
                    false,
                    "instance",
                    REDEMPTIONS)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"maxUses":-1}                      | maxUses must be 0 or more, or null for unlimited
          {"maxUses":"3"}                     | maxUses must be a whole number
          {"maxUses":1.5}                     | maxUses must be a whole number
          {"maxUses":true}                    | maxUses must be a whole number
          {"maxUses":99999999999999999999}    | maxUses must be a whole number
          {"startsAt":"tomorrow"}             | startsAt must be a time with its offset, such as 2030-01-31T12:00:00Z
          {"expiresAt":"2030-01-31T12:00:00"} | expiresAt must be a time with its offset, such as 2030-01-31T12:00:00Z
          {"expiresAt":1893456000}            | expiresAt must be a string
          {"expiresAt":"+10000-01-01T00:00Z"} | expiresAt must lie in the years 1 to 9999
          {"startsAt":"0000-12-31T00:00Z"}    | startsAt must lie in the years 1 to 9999
          {"code":"A"}                        | code must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          """)
  void refusesAMalformedInvite(String body, String error) {
    Reply reply = gateway.post(INVITES, body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("reason")).isEqualTo("INVALID_REQUEST");
    assertThat(reply.field("error")).isEqualTo(error);
  }

  @Test
  void refusesToValidateWhatIsNoCode() {
    assertThat(gateway.post(INVITES + "/validate", "{\"code\":\"A\"}").status()).isEqualTo(400);
    assertThat(gateway.post(INVITES + "/validate", "{}").field("error"))
        .isEqualTo("code is missing");
  }

  @Test
  void takesTheLongestUserIdAndNoLongerOne() {
    assertThat(redeem("u".repeat(200)).status()).isEqualTo(202);
    assertThat(redeem("u".repeat(201)).field("error"))
        .isEqualTo("userId must have 1 to 200 characters");
  }

  @Test
  void takesLookAlikesThatNormalizeToACode() {
    String fullWidth = "ＡＢＣ-" + code;
    Reply reply =
        gateway.post(
            REDEMPTIONS,
            "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(fullWidth),
            "Prefer",
            "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(processor.await("ABC-" + code).request().getCode()).isEqualTo("ABC-" + code);
  }

  @Test
  void ignoresUnknownFields() {
    Reply reply =
        gateway.post(
            REDEMPTIONS,
            "{\"code\":\"%s\",\"userId\":\"ann\",\"more\":[{\"a\":1}]}".formatted(code),
            "Prefer",
            "respond-async");
    assertThat(reply.status()).isEqualTo(202);
  }

  private Reply redeem(String userId) {
    return gateway.post(
        REDEMPTIONS,
        "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, userId),
        "Prefer",
        "respond-async");
  }
}
