package dev.admitone.gateway.redemption;

import static dev.admitone.gateway.redemption.BulkCalls.PATH;
import static dev.admitone.gateway.redemption.BulkCalls.body;
import static dev.admitone.gateway.redemption.BulkCalls.one;
import static dev.admitone.gateway.redemption.BulkCalls.outcomes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call with many redemptions takes, and that one malformed redemption refuses it whole. */
@Tag("services")
@Tag("essential")
class BulkInputTest {

  private static final int BYTES_MAX = 128 * 1024;

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"code":"-","userId":"a"}        | redemptions[2].code must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          {"userId":"a"}                   | redemptions[2].code is missing
          {"code":null,"userId":"a"}       | redemptions[2].code is missing
          {"code":"ABC"}                   | redemptions[2].userId is missing
          {"code":"ABC","userId":""}       | redemptions[2].userId must have 1 to 200 characters
          {"code":"ABC","userId":" a"}     | redemptions[2].userId must not begin or end with white space
          {"code":"ABC","userId":"a\\u0000"} | redemptions[2].userId must not contain control characters
          {"code":"ABC","userId":"a\\u200bb"} | redemptions[2].userId must not contain invisible or bidirectional characters
          {"code":"ABC","userId":"o\\u0308"} | redemptions[2].userId must be in Unicode's composed form, NFC
          {"code":"ABC","userId":1}        | redemptions[2].userId must be a string
          {"code":["ABC"],"userId":"a"}    | redemptions[2].code must be a string
          {"code":"A","code":"ABC"}        | The body must not have a member twice
          null                             | redemptions[2] must be an object
          1                                | redemptions[2] must be an object
          "ABC"                            | redemptions[2] must be an object
          []                               | redemptions[2] must be an object
          """)
  void aMalformedRedemptionIsNamedWithItsPlaceAndNothingIsSent(String wrong, String error) {
    String good = one(code, "ann");
    assertInvalid(gateway.post(PATH, body(good, good, wrong, good)), error);
    assertThat(processor.receivedFor(code)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                      | redemptions is missing
          {"redemption":[]}       | redemptions is missing
          {"redemptions":null}    | redemptions is missing
          {"redemptions":[]}      | redemptions must have 1 to 100 items
          {"redemptions":{}}      | redemptions must be a list
          {"redemptions":"ABC"}   | redemptions must be a list
          {"redemptions":[],"redemptions":[]} | The body must not have a member twice
          [{"code":"ABC","userId":"a"}] | The body must be a JSON object
          """)
  void aCallWithoutAListIsRefused(String body, String error) {
    assertInvalid(gateway.post(PATH, body), error);
  }

  @Test
  void aHundredRedemptionsAreTakenAndNotOneMore() {
    List<String> most = Collections.nCopies(100, "ann");
    Reply taken = gateway.post(PATH, body(code, most), "Prefer", "respond-async");
    assertThat(taken.status()).isEqualTo(202);
    assertThat(outcomes(taken)).hasSize(100);
    assertInvalid(
        gateway.post(PATH, body(code, Collections.nCopies(101, "ann"))),
        "redemptions must have 1 to 100 items");
    processor.await(code, 100);
    assertThat(processor.receivedFor(code)).hasSize(100);
  }

  @Test
  void codesAreReadAsPeopleTypeThemAndUnknownMembersAreIgnored() {
    String typed = " " + code.toLowerCase(Locale.ROOT) + " ";
    String body =
        "{\"more\":[{}],\"redemptions\":[{\"code\":\"%s\",\"userId\":\"ann\",\"more\":null}]}"
            .formatted(typed);
    assertThat(gateway.post(PATH, body, "Prefer", "respond-async").status()).isEqualTo(202);
    processor.await(code);
  }

  @Test
  void theLongestCodesAndUserIdsFitHoweverTheyAreWritten() {
    String longCode = code + "-".repeat(64 - code.length());
    String escapedUser = "\\u00e4".repeat(200);
    String[] all =
        IntStream.range(0, 100).mapToObj(i -> one(longCode, escapedUser)).toArray(String[]::new);
    assertThat(gateway.post(PATH, body(all), "Prefer", "respond-async").status()).isEqualTo(202);
    assertThat(processor.await(longCode, 100))
        .extracting(one -> one.request().getRedeem().getUserId())
        .containsOnly("\u00e4".repeat(200));
  }

  @Test
  void aBodyThatIsLongerIsRefusedWhetherItsLengthWasAnnouncedOrNot() {
    String list = body(one(code, "ann"));
    String longest = " ".repeat(BYTES_MAX - list.length()) + list;
    byte[] tooLong = (" " + longest).getBytes(UTF_8);
    for (HttpRequest.BodyPublisher body :
        List.of(
            BodyPublishers.ofByteArray(tooLong),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong)))) {
      Reply refused =
          gateway.send(
              HttpRequest.newBuilder(gateway.uri(PATH))
                  .header("Content-Type", "application/json")
                  .header("Authorization", "Bearer " + Tokens.forAll())
                  .POST(body)
                  .build());
      assertThat(refused.field("reason")).isEqualTo("BODY_TOO_LARGE");
    }
    assertThat(processor.receivedFor(code)).isEmpty();
    assertThat(gateway.post(PATH, longest, "Prefer", "respond-async").status()).isEqualTo(202);
  }

  private static void assertInvalid(Reply reply, String error) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("reason")).isEqualTo("INVALID_REQUEST");
    assertThat(reply.field("error")).isEqualTo(error);
  }
}
