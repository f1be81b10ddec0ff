package dev.admitone.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.Records;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web pages of other origins. */
@Tag("services")
class CorsTest {

  private static final String PATH = "/api/redemptions";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String PAGE = "https://app.example.org";
  private static final String OTHER_PAGE = "https://app.example.org.evil.example";

  private static final Gateway OPEN =
      Gateway.start(
          "--admit-one.gateway.cors.allowed-origins[0]=" + PAGE,
          "--admit-one.gateway.cors.allowed-origins[1]=http://localhost:5173",
          "--admit-one.gateway.cors.allowed-origins[2]=https://*.shop.example.org/",
          "--admit-one.gateway.cors.allowed-origins[3]=capacitor://localhost",
          "--admit-one.gateway.cors.allowed-headers=X-Shop-Trace");

  private final Gateway closed = Gateway.shared();
  private final String code = Records.newCode();

  @AfterAll
  static void stop() {
    OPEN.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PAGE,
        "http://localhost:5173",
        "https://books.shop.example.org",
        "capacitor://localhost"
      })
  void letsAPageOfANamedOriginCallAndReadTheHeadersItNeeds(String page) {
    Reply reply = redeem(OPEN, page);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo(page);
    assertThat(reply.header("Access-Control-Expose-Headers"))
        .isEqualTo("Location, Retry-After, Preference-Applied, RateLimit, RateLimit-Policy");
    assertThat(reply.response().headers().allValues("Vary")).contains("Origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PATCH"})
  void answersThePreflightOfANamedOrigin(String method) {
    Reply reply = preflight(OPEN, PAGE, method, "content-type, idempotency-key, prefer");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo(PAGE);
    assertThat(reply.header("Access-Control-Allow-Methods")).contains(method);
    assertThat(reply.header("Access-Control-Allow-Headers"))
        .isEqualTo("content-type, idempotency-key, prefer");
    assertThat(reply.header("Access-Control-Max-Age")).isEqualTo("3600");
  }

  @Test
  void letsPagesSendWhatTracesThemAndWhatTheSettingNames() {
    String headers = "traceparent, tracestate, baggage, x-shop-trace";
    Reply reply = preflight(OPEN, PAGE, "POST", headers);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Access-Control-Allow-Headers")).isEqualTo(headers);
    assertThat(preflight(OPEN, PAGE, "POST", "x-another").header("Access-Control-Allow-Headers"))
        .isEmpty();
  }

  @Test
  void letsAPageOfItsOwnAddressCallWhateverNameAndSchemeAProxyMadeOfIt() {
    Reply reply =
        OPEN.post(
            PATH,
            "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code),
            "Origin",
            "https://gateway.example.org",
            "Sec-Fetch-Site",
            "same-origin",
            "Prefer",
            "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header(ALLOW_ORIGIN)).isEmpty();
  }

  @Test
  void letsAPageReadProblemsToo() {
    Reply reply = OPEN.post(PATH, "{}", "Origin", PAGE);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo(PAGE);
    assertThat(OPEN.get("/api/nothing", "Origin", PAGE).header(ALLOW_ORIGIN)).isEqualTo(PAGE);
  }

  @Test
  void refusesAPageOfAnotherOriginBeforeAnythingIsSent() {
    for (Reply refused :
        new Reply[] {
          redeem(OPEN, OTHER_PAGE), preflight(OPEN, OTHER_PAGE, "POST", "content-type")
        }) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(refused.field("reason")).isEqualTo("ORIGIN_NOT_ALLOWED");
      assertThat(refused.header(ALLOW_ORIGIN)).isEmpty();
    }
    assertThat(redeem(OPEN, PAGE).status()).isEqualTo(202);
    // The refused one would lie before it.
    PlayedProcessor.shared().await(code);
    assertThat(PlayedProcessor.shared().receivedFor(code)).hasSize(1);
  }

  @Test
  void isClosedWhenNothingIsSaid() {
    Reply preflight = preflight(closed, PAGE, "POST", "content-type");
    // Without these headers no browser goes on.
    assertThat(preflight.response().headers().map())
        .doesNotContainKeys("access-control-allow-origin", "access-control-allow-methods");
    assertThat(redeem(closed, PAGE).header(ALLOW_ORIGIN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"app.example.org", "https://app.example.org/page", "https://app-*.example.org"})
  void anOriginThatIsNoneStopsTheStart(String origin) {
    assertThatThrownBy(() -> Gateway.start("--admit-one.gateway.cors.allowed-origins=" + origin))
        .rootCause()
        .hasMessageContaining("admit-one.gateway.cors.allowed-origins must be like")
        .hasMessageContaining(origin);
  }

  private Reply redeem(Gateway gateway, String origin) {
    return gateway.post(
        PATH,
        "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code),
        "Origin",
        origin,
        "Prefer",
        "respond-async");
  }

  private static Reply preflight(Gateway gateway, String origin, String method, String headers) {
    return gateway.send(
        HttpRequest.newBuilder(gateway.uri(PATH))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", headers)
            .build());
  }
}
