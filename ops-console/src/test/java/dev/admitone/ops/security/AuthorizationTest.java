package dev.admitone.ops.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.OperationCall;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.FreePorts;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which call needs which token. */
@Tag("services")
@Tag("essential")
class AuthorizationTest {

  private final Console console = Console.shared();

  static List<OperationCall> calls() {
    return OperationCall.all();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aCallWithoutATokenIsRefused(OperationCall call) {
    Reply reply = call.sendWithoutToken(console);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.field("reason")).isEqualTo("TOKEN_MISSING");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aTokenOfAnotherKeyIsRefused(OperationCall call) {
    Reply reply = call.send(console, "Authorization", "Bearer made-up");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.field("reason")).isEqualTo("TOKEN_INVALID");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aFrontendsTokenAndAUsersSeeNothing(OperationCall call) {
    for (String scope : List.of("", "redemptions:write")) {
      Reply reply = call.send(console, "Authorization", "Bearer " + Tokens.of(scope));
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.field("reason")).isEqualTo("SCOPE_MISSING");
      assertThat(reply.header("WWW-Authenticate"))
          .contains(call.isChange() ? "scope=\"invites:admin\"" : "scope=\"invites:read\"");
    }
  }

  static List<OperationCall> looks() {
    return calls().stream().filter(call -> !call.isChange()).toList();
  }

  static List<OperationCall> changes() {
    return calls().stream().filter(OperationCall::isChange).toList();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anOperatorThatMayOnlyLookChangesNothing(OperationCall call) {
    Reply reply = call.send(console, "Authorization", "Bearer " + Tokens.reader());
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.field("reason")).isEqualTo("SCOPE_MISSING");
  }

  @ParameterizedTest
  @MethodSource("looks")
  void lookingNeedsTheScopeForItOrTheOneThatContainsIt(OperationCall call) {
    for (String token : List.of(Tokens.reader(), Tokens.operator())) {
      assertThat(call.send(console, "Authorization", "Bearer " + token).status()).isIn(200, 404);
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void anotherMediaTypeIsNotToBeHad(OperationCall call) {
    Reply reply = call.send(console, "Accept", "image/png");
    assertThat(reply.status()).isEqualTo(406);
    assertThat(reply.field("reason")).isEqualTo("NOT_ACCEPTABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void anotherMethodNeedsTheRightToChange(String method) {
    Reply refused = console.call(method, "/api/ops/user");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("WWW-Authenticate")).contains("scope=\"invites:admin\"");
    Reply allowed =
        console.call(method, "/api/ops/user", "Authorization", "Bearer " + Tokens.operator());
    assertThat(allowed.field("reason")).isEqualTo("METHOD_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/ops", "/api/ops/nothing"})
  void thereIsNothingElse(String path) {
    assertThat(console.getWithoutToken(path).status()).isEqualTo(401);
    Reply reply = console.get(path, "Authorization", "Bearer " + Tokens.operator());
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.field("reason")).isEqualTo("NOT_FOUND");
  }

  @Test
  void aConsoleWithoutAKeyDoesNotStart() {
    assertThatThrownBy(
            () -> Console.on(TestLedger.shared(), "--admit-one.ops.tokens.issuer=x").close())
        .hasStackTraceContaining("set exactly one of admit-one.ops.tokens.jwk-set-uri");
  }

  @Test
  void withoutTheIssuersKeysNoTokenIsRefusedForGood() {
    try (Console keyless =
        Console.on(
            TestLedger.shared(),
            "--admit-one.ops.tokens.issuer=" + Tokens.ISSUER,
            "--admit-one.ops.tokens.audience=" + Tokens.AUDIENCE,
            "--admit-one.ops.tokens.jwk-set-uri=http://127.0.0.1:%d/keys"
                .formatted(FreePorts.one()))) {
      for (OperationCall call : OperationCall.all()) {
        Reply reply = call.send(keyless);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.field("reason")).isEqualTo("KEYS_UNAVAILABLE");
      }
      assertThat(keyless.manage("/actuator/health/readiness").status()).isEqualTo(503);
    }
  }
}
