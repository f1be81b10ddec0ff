package dev.admitone.gateway.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What proxies in front say of a call: believed of trusted ones, and of no other client. */
@Tag("services")
class ForwardedTest {

  private static final String CORS =
      "--admit-one.gateway.cors.allowed-origins=https://page.example.org";
  private static final String[] FORWARDED = {
    "X-Forwarded-Host", "app.example.org", "X-Forwarded-Proto", "https"
  };

  /** The two ways to believe proxies. */
  private static final Map<String, Gateway> BY_STRATEGY =
      Map.of("native", believing("native"), "framework", believing("framework"));

  private static final Gateway OTHER_PROXIES =
      Gateway.start(
          "--server.forward-headers-strategy=native",
          "--server.tomcat.remoteip.internal-proxies=10\\.0\\.0\\.1",
          CORS);

  private final String code = Records.newCode();

  @AfterAll
  static void stop() {
    OTHER_PROXIES.close();
    BY_STRATEGY.values().forEach(Gateway::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "framework"})
  void thePrefixThatAProxyTookAwayIsInLocation(String strategy) {
    String location = location(gateway(strategy), "X-Forwarded-Prefix", "/shop/");
    assertThat(location).startsWith("/shop/api/redemptions/");
    // The proxy takes it away again.
    String path = location.substring("/shop".length());
    assertThat(gateway(strategy).get(path, "X-Forwarded-Prefix", "/shop").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "framework"})
  void anOldCookieDoesNotSpoilAskingAboutACodeBehindAPrefixEither(String strategy) {
    Reply reply =
        gateway(strategy)
            .post(
                "/api/invites/validate",
                "{\"code\":\"%s\"}".formatted(code),
                "Cookie",
                "session=old",
                "X-Forwarded-Prefix",
                "/shop");
    assertThat(reply.status()).isEqualTo(200);
  }

  /** Spring's own filter, of the other strategy, refuses such a call with 400. */
  @Test
  void aPrefixThatWouldBeAnotherHostIsIgnored() {
    assertThat(location(gateway("native"), "X-Forwarded-Prefix", "//evil.example"))
        .startsWith("/api/redemptions/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "/shop?x", "/shop/\"", "/"})
  void aPrefixThatIsNoPathIsIgnored(String prefix) {
    assertThat(location(gateway("native"), "X-Forwarded-Prefix", prefix))
        .startsWith("/api/redemptions/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "framework"})
  void aPageOfTheAddressThatTheProxyNamesIsTheGatewaysOwn(String strategy) {
    assertThat(withCookie(gateway(strategy), "https://app.example.org").status()).isEqualTo(202);
    Reply foreign = withCookie(gateway(strategy), "https://app.example.org:8443");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.field("reason")).isEqualTo("ORIGIN_NOT_ALLOWED");
  }

  @Test
  void otherClientsAreNotBelieved() {
    for (Gateway gateway : new Gateway[] {OTHER_PROXIES, Gateway.shared()}) {
      assertThat(location(gateway, "X-Forwarded-Prefix", "/shop")).startsWith("/api/redemptions/");
      assertThat(withCookie(gateway, "https://app.example.org").status()).isEqualTo(403);
    }
  }

  @Test
  void idleConnectionsOutliveThoseOfCommonProxies() {
    assertThat(Gateway.shared().keepAlive()).isEqualTo(Duration.ofSeconds(150));
  }

  private static Gateway believing(String strategy) {
    return Gateway.start("--server.forward-headers-strategy=" + strategy, CORS);
  }

  private static Gateway gateway(String strategy) {
    return requireNonNull(BY_STRATEGY.get(strategy));
  }

  private String location(Gateway gateway, String... headers) {
    Reply reply = redeem(gateway, headers);
    assertThat(reply.status()).isEqualTo(202);
    return reply.header("Location");
  }

  private Reply withCookie(Gateway gateway, String origin) {
    return redeem(
        gateway,
        Stream.concat(
                Arrays.stream(FORWARDED),
                Stream.of("Origin", origin, "Cookie", "session=" + Tokens.ofUser("ann")))
            .toArray(String[]::new));
  }

  private Reply redeem(Gateway gateway, String... headers) {
    return gateway.post(
        "/api/redemptions",
        "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code),
        Stream.concat(Stream.of("Prefer", "respond-async"), Arrays.stream(headers))
            .toArray(String[]::new));
  }
}
