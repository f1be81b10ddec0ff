package dev.admitone.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.call.RouteCall.Route;
import dev.admitone.gateway.support.Gateway.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long and how deeply nested a body may be. */
@Tag("services")
class BodyLimitsTest {

  private static final int BYTES_MAX = 16 * 1024;

  @ParameterizedTest
  @EnumSource
  void refusesABodyThatIsTooLongWhetherItsLengthWasAnnouncedOrNot(Route route) {
    RouteCall call = new RouteCall(route);
    assertTooLarge(call, " ".repeat(BYTES_MAX) + call.body(route.members));
  }

  @ParameterizedTest
  @EnumSource(names = {"REDEEM", "VALIDATE"})
  void refusesABodyThatIsTooLongByAMemberThatWouldBeIgnored(Route route) {
    RouteCall call = new RouteCall(route);
    String filler = "\"filler\":\"%s\",".formatted("x".repeat(17 * 1024));
    assertTooLarge(call, call.body(filler + route.members));
  }

  @Test
  void takesABodyOfExactlyTheLimit() {
    RouteCall call = new RouteCall(Route.REDEEM);
    String frame = call.body("\"filler\":\"\"," + Route.REDEEM.members);
    String body = frame.replace("\"\"", "\"" + "x".repeat(BYTES_MAX - frame.length()) + "\"");
    assertThat(body).hasSize(BYTES_MAX);
    assertThat(call.send(body, "Prefer", "respond-async").status()).isEqualTo(202);
    assertThat(call.send(body + " ", "Prefer", "respond-async").status()).isEqualTo(413);
  }

  @ParameterizedTest
  @EnumSource
  void refusesDeepNestingWhereverItIs(Route route) {
    RouteCall call = new RouteCall(route);
    String deep = "[".repeat(9_000);
    String closed = "[".repeat(7_000) + "]".repeat(7_000);
    String objects = "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000);
    assertThat(call.send(deep).status()).isEqualTo(400);
    for (String value : List.of(deep, closed, objects)) {
      for (String member : List.of("more", "code", "maxUses", "userId", "reason", "revoked")) {
        Reply reply = call.send("{\"" + member + "\":" + value + "," + route.members + "}");
        assertThat(reply.status()).as(member).isEqualTo(400);
      }
    }
    assertThat(call.send(deep + "]".repeat(9_000)).status()).isIn(400, 413);
    assertThat(call.sent()).isEmpty();
  }

  @Test
  void refusesDeepNestingInAMemberThatWouldBeIgnored() {
    RouteCall call = new RouteCall(Route.REDEEM);
    String nested = "[".repeat(7_000) + "]".repeat(7_000);
    Reply reply = call.send(call.body("\"more\":" + nested + "," + Route.REDEEM.members));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(call.sent()).isEmpty();
  }

  private static void assertTooLarge(RouteCall call, String text) {
    byte[] body = text.getBytes(UTF_8);
    for (BodyPublisher publisher :
        List.of(
            BodyPublishers.ofByteArray(body),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
      Reply reply = call.send(publisher);
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.field("reason")).isEqualTo("BODY_TOO_LARGE");
      assertThat(reply.field("error"))
          .isEqualTo(
              "The body must not be longer than 16384 bytes, or 131072 bytes with many redemptions");
    }
    assertThat(call.sent()).isEmpty();
  }
}
