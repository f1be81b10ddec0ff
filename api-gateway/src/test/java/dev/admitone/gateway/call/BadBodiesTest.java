package dev.admitone.gateway.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.call.RouteCall.Route;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Tokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the body of each call, whatever it does. */
@Tag("services")
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
