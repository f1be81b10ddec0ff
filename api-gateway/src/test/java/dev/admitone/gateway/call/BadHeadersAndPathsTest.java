package dev.admitone.gateway.call;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.testsupport.Await;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed headers, paths and parameters. */
@Tag("services")
class BadHeadersAndPathsTest {

  private static final String REDEMPTIONS = "/api/redemptions";
  private static final String INVITES = "/api/invites";

  private final Gateway gateway = Gateway.shared();
  private final String code = Records.newCode();

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void refusesOtherMediaTypes(String type) {
    Reply reply = gateway.post(REDEMPTIONS, "code=ABCD", "Content-Type", type);
    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.field("reason")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void refusesAcceptingOtherMediaTypesOnlyWithAProblem() {
    Reply reply = gateway.get(REDEMPTIONS + "/" + UUID.randomUUID(), "Accept", "text/html");
    assertThat(reply.status()).isIn(404, 406);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb"})
  void refusesAKeyThatIsNotVisible(String key) {
    assertThat(gateway.post(REDEMPTIONS, body(), "Idempotency-Key", key).field("error"))
        .isEqualTo("Idempotency-Key must be given once, with 1 to 255 visible ASCII characters");
  }

  @Test
  void takesTheLongestKeyAndNoLongerOneAndNoSecond() {
    assertThat(withKeys("k".repeat(255)).status()).isEqualTo(202);
    assertThat(withKeys("k".repeat(256)).status()).isEqualTo(400);
    assertThat(withKeys("one", "two").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=abc", "wait=-1", "wait=", "handling=lenient", ",;=", "wait=\"1"})
  void ignoresPreferencesThatMakeNoSense(String prefer) {
    Reply reply = gateway.post(REDEMPTIONS, body(), "Prefer", prefer, "Prefer", "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("Preference-Applied")).isEqualTo("respond-async");
  }

  @ParameterizedTest
  @CsvSource({
    "x, at must be <partition>-<offset>; as Location gave it",
    "'', at must be <partition>-<offset>; as Location gave it",
    "1-%20, at must be <partition>-<offset>; as Location gave it",
    "1-5%00, at must be <partition>-<offset>; as Location gave it",
    "%D9%A1-5, at must be <partition>-<offset>; as Location gave it",
    "1, at must be <partition>-<offset>; as Location gave it",
    "-1-5, at must be <partition>-<offset>; as Location gave it",
    "1-9999999999999999999, at must be <partition>-<offset>; as Location gave it",
    "999999999-0, at must name a partition below 24; as Location gave it",
    "24-0, at must name a partition below 24; as Location gave it",
  })
  void refusesAMadeUpPosition(String at, String error) {
    for (String question : new String[] {"", "/events"}) {
      Reply reply = gateway.get(REDEMPTIONS + "/" + UUID.randomUUID() + question + "?at=" + at);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.field("error")).isEqualTo(error.replace(';', ','));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1-1-1-1-1",
        "00000000-0000-0000-0000-00000000000g",
        "00000000-0000-0000-0000-0000000000000",
        "00000000-0000-0000-0000-000000000000%20",
        "00000000000000000000000000000000"
      })
  void refusesAnIdThatIsNone(String id) {
    String path = REDEMPTIONS + "/" + id;
    String release = "{\"code\":\"%s\",\"reason\":\"a\"}".formatted(code);
    for (Reply reply :
        List.of(
            gateway.get(path),
            gateway.get(path + "?at=0-0"),
            gateway.get(path + "/events?at=0-0"),
            gateway.post(path + "/release", release))) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.field("error")).isEqualTo("The request id in the path must be a UUID");
    }
  }

  @Test
  void cutsAQuestionsWaitThatIsTooLongAndIgnoresOneThatIsNone() {
    String path = REDEMPTIONS + "/" + withKeys(code).field("requestId");
    PlayedProcessor processor = PlayedProcessor.shared();
    processor.publish(Records.redeemed(processor.await(code)));
    Await.patiently().untilAsserted(() -> assertThat(gateway.get(path).status()).isEqualTo(200));
    assertThat(gateway.get(path, "Prefer", "wait=99999").header("Preference-Applied"))
        .isEqualTo("wait=30");
    assertThat(gateway.get(path, "Prefer", "wait=abc").header("Preference-Applied")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api", "/api/redemption", "/index.html", "/error/more"})
  void knowsNothingAtOtherPaths(String path) {
    Reply reply = gateway.get(path);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.field("reason")).isEqualTo("NOT_FOUND");
  }

  @Test
  void refusesOtherMethodsAndNamesTheOnesItTakes() {
    Reply reply = gateway.get(INVITES);
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("POST");
    assertThat(reply.field("reason")).isEqualTo("METHOD_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/x%zz", "/[", "/api/../..", "/api/redemptions/%00"})
  void refusesAPathThatIsNone(String path) throws Exception {
    URI uri = gateway.uri("/");
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket
          .getOutputStream()
          .write("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path).getBytes(US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(reply)
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json")
          .contains("\"reason\":\"INVALID_REQUEST\"")
          .contains("\"error\":\"The request is malformed\"");
    }
  }

  private Reply withKeys(String... keys) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.uri(REDEMPTIONS))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + Tokens.forAll())
            .header("Prefer", "respond-async")
            .POST(BodyPublishers.ofString(body()));
    for (String key : keys) {
      request.header("Idempotency-Key", key);
    }
    return gateway.send(request.build());
  }

  private String body() {
    return "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code);
  }
}
