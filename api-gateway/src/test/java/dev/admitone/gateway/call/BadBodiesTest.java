package dev.admitone.gateway.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.call.RouteCall.Route;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Tokens;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the body of each call, whatever it does. */
class BadBodiesTest {

  private final Gateway gateway = Gateway.shared();

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoJsonObject(Route route) {
    RouteCall call = new RouteCall(route);
    String whole = call.body(route.members);
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "nonsense",
            "[1,2]",
            "\"ABCD\"",
            "42",
            "null",
            whole + "}",
            "\u0000",
            whole.replace('"', '\''),
            whole.substring(0, whole.length() - 1))) {
      Reply reply = call.send(body);
      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.field("reason")).isEqualTo("INVALID_REQUEST");
      assertThat(reply.field("error")).as(body).isEqualTo("The body must be a JSON object");
    }
    assertThat(call.sent()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void refusesBytesThatAreNoUtf8(Route route) {
    RouteCall call = new RouteCall(route);
    byte[] body = call.body(route.members + ",\"more\":\"\u00e4\"").getBytes(ISO_8859_1);
    assertThat(call.send(BodyPublishers.ofByteArray(body)).status()).isEqualTo(400);
    assertThat(call.sent()).isEmpty();
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

  @ParameterizedTest
  @EnumSource
  void refusesABodyThatIsTooLongWhetherItsLengthWasAnnouncedOrNot(Route route) {
    RouteCall call = new RouteCall(route);
    byte[] body = (" ".repeat(16 * 1024) + call.body(route.members)).getBytes(UTF_8);
    for (BodyPublisher publisher :
        List.of(
            BodyPublishers.ofByteArray(body),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
      Reply reply = call.send(publisher);
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.field("reason")).isEqualTo("BODY_TOO_LARGE");
    }
    assertThat(call.sent()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void refusesOtherMediaTypes(Route route) {
    RouteCall call = new RouteCall(route);
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/xml",
            "application/json-patch+json",
            "application/vnd.api+json",
            "x")) {
      Reply reply = call.send(call.body(route.members), "Content-Type", type);
      assertThat(reply.status()).as(type).isEqualTo(415);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.field("reason")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }
    HttpRequest none =
        HttpRequest.newBuilder(gateway.uri(call.path()))
            .header("Authorization", "Bearer " + Tokens.forAll())
            .method(route.method, BodyPublishers.ofString(call.body(route.members)))
            .build();
    assertThat(gateway.send(none).status()).isEqualTo(415);
    assertThat(call.sent()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDEEM", "VALIDATE"})
  void ignoresUnknownFieldsOfUsersCalls(Route route) {
    RouteCall call = new RouteCall(route);
    Reply reply =
        call.send(
            call.body(route.members + ",\"unknown\":[{\"a\":null}],\"\":1"),
            "Prefer",
            "respond-async");
    assertThat(reply.status()).isEqualTo(route == Route.VALIDATE ? 200 : 202);
  }
}
