package dev.admitone.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.call.RouteCall.Route;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the code and the headers of each call, whatever it does. */
@Tag("services")
class BadValuesTest {

  private static final String NO_CODE =
      "code must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CREATE_MANY")
  void refusesACodeThatIsNone(Route route) {
    RouteCall call = new RouteCall(route);
    for (String bad :
        List.of(
            "",
            "  ",
            "AB",
            "A".repeat(65),
            "A".repeat(5_000),
            "A B",
            "A\u200b \u2060B",
            "ABC\u0000",
            "\u0000ABC",
            "AB\u0007C",
            "\u0410BCD",
            "ABC\u0301",
            "ABC\ud83d\ude00",
            "AB/C",
            "AB.C")) {
      String escaped = escaped(bad);
      Reply reply =
          route.codeInBody
              ? call.send("{\"code\":\"%s\",%s}".formatted(escaped, route.members))
              : gateway.patch(
                  "/api/invites/" + URLEncoder.encode(bad, UTF_8).replace("+", "%20"),
                  "{" + route.members + "}");
      // No path: there is no such call.
      boolean noPath = !route.codeInBody && (bad.isEmpty() || bad.contains("/"));
      assertThat(reply.status()).as(escaped).isIn(noPath ? List.of(400, 404, 405) : List.of(400));
      if (route.codeInBody) {
        assertThat(reply.field("error")).as(escaped).isEqualTo(NO_CODE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CREATE_MANY", "CHANGE"})
  void refusesACodeOfAnotherType(Route route) {
    RouteCall call = new RouteCall(route);
    for (String value : List.of("123", "1.5", "true", "[\"ABCD\"]", "{\"a\":1}")) {
      Reply reply = call.send("{\"code\":%s,%s}".formatted(value, route.members));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.field("error")).isEqualTo("code must be a string");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CREATE_MANY")
  void takesLowerCaseBlanksAndLookAlikesForTheCodeThatTheyMean(Route route) {
    RouteCall call = new RouteCall(route);
    String canonical = "ABC-" + call.code;
    String typed =
        " \t\u00a0\u3000\uff41\uff22\uff43-" + call.code.toLowerCase(Locale.ROOT) + "\n ";
    if (route == Route.VALIDATE) {
      processor.publish(Records.snapshot(canonical, 1).build());
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(
                          call.send("{\"code\":\"%s\"}".formatted(escaped(typed)))
                              .json()
                              .path("invite")
                              .path("code")
                              .asString(""))
                      .isEqualTo(canonical));
      return;
    }
    Reply reply =
        route.codeInBody
            ? call.send(
                "{\"code\":\"%s\",%s}".formatted(escaped(typed), route.members),
                "Prefer",
                "respond-async")
            // A line end in a path is refused before anybody reads the code in it.
            : gateway.patch(
                "/api/invites/"
                    + URLEncoder.encode(typed.replace("\n", ""), UTF_8).replace("+", "%20"),
                "{" + route.members + "}",
                "Prefer",
                "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    Received received = processor.await(canonical);
    assertThat(received.record().key()).isEqualTo(canonical.getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VALIDATE")
  void takesTheLongestKeyAndNoLongerOne(Route route) {
    RouteCall call = new RouteCall(route);
    String body = call.body(route.members);
    String tooLong = "k".repeat(256);
    assertThat(call.send(body, "Idempotency-Key", tooLong).field("error"))
        .isEqualTo("Idempotency-Key must be given once, with 1 to 255 visible ASCII characters");
    assertThat(call.sent()).isEmpty();
    String longest = call.code + "k".repeat(255 - call.code.length());
    assertThat(call.send(body, "Idempotency-Key", longest, "Prefer", "respond-async").status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VALIDATE")
  void refusesTheSameKeyWithAnotherPayload(Route route) {
    RouteCall call = new RouteCall(route);
    String[] key = {"Idempotency-Key", call.code, "Prefer", "wait=30"};
    CompletableFuture<Reply> first = call.later(call.body(route.members), key);
    Received one = call.received(1).getFirst();
    processor.publish(Records.refused(one, refusal(route)));
    assertThat(first.join().status()).isIn(404, 409);
    CompletableFuture<Reply> second = call.later(call.body(route.otherMembers), key);
    Received other = call.received(2).get(1);
    assertThat(other.id()).isEqualTo(one.id());
    assertThat(other.request().getContentFingerprint())
        .isNotEqualTo(one.request().getContentFingerprint());
    processor.publish(Records.refused(other, RefusalReason.REQUEST_ID_REUSED));
    assertThat(second.join().status()).isEqualTo(422);
    assertThat(second.join().field("reason")).isEqualTo("REQUEST_ID_REUSED");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VALIDATE")
  void ignoresAWaitThatIsNoneAndCutsOneThatIsTooLong(Route route) {
    RouteCall call = new RouteCall(route);
    CompletableFuture<Reply> ignored = call.later(call.body(route.members), "Prefer", "wait=abc");
    Received first = call.received(1).getFirst();
    processor.publish(Records.refused(first, refusal(route)));
    assertThat(ignored.join().status()).isIn(404, 409);
    assertThat(ignored.join().header("Preference-Applied")).isEmpty();
    CompletableFuture<Reply> cut = call.later(call.body(route.members), "Prefer", "wait=99999");
    Received second = call.received(2).get(1);
    processor.publish(Records.refused(second, refusal(route)));
    assertThat(cut.join().status()).isIn(404, 409);
    assertThat(cut.join().header("Preference-Applied")).isEqualTo("wait=30");
  }

  /** One that the route's call can get. */
  private static RefusalReason refusal(Route route) {
    return switch (route) {
      case REDEEM, CHANGE, VALIDATE -> RefusalReason.UNKNOWN_CODE;
      case RELEASE -> RefusalReason.USE_NOT_FOUND;
      case CREATE, CREATE_MANY -> RefusalReason.CODE_EXISTS;
    };
  }

  /** As JSON writes it, with everything escaped. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
    return escaped.length() > 6 * 300 ? text : escaped.toString();
  }
}
