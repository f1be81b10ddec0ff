package dev.admitone.benchmarks.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Ids;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTemplateTest {

  @Test
  void aCallHasItsCodeItsUserAndTheLengthOfItsBody() {
    CallTemplate template =
        CallTemplate.of(
            "POST",
            "/invites/{code}/redeem",
            List.of("Idempotency-Key: key-{user}"),
            "{\"userId\":\"{user}\",\"code\":\"{code}\"}");
    Calls calls = new Calls(List.of(template), CodeChoice.hot(), "HTTP-", 7);
    String user = Ids.user(7, 0);
    String body = "{\"userId\":\"" + user + "\",\"code\":\"HTTP-0\"}";
    assertThat(next(calls))
        .isEqualTo(
            "POST /invites/HTTP-0/redeem HTTP/1.1\r\nHost: 127.0.0.1\r\nIdempotency-Key: key-"
                + user
                + "\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(next(calls)).contains(Ids.user(7, 1));
    assertThat(calls.made()).isEqualTo(2);
  }

  @Test
  void everySecondRedemptionHasAKeyAndAllHaveAToken() {
    Calls calls = new Calls(CallTemplate.redemptions("/r"), CodeChoice.hot(), "HTTP-", 7);
    for (int i = 0; i < 100; i++) {
      String call = next(calls);
      assertThat(call).contains("\r\nAuthorization: Bearer ");
      assertThat(call.contains("Idempotency-Key: key-" + Ids.user(7, i))).isEqualTo(i % 2 == 1);
    }
  }

  @Test
  void aCallWithManyRedemptionsHasAsManyUsers() {
    Calls calls = new Calls(CallTemplate.bulkRedemptions("/r", 2), CodeChoice.hot(), "HTTP-", 7);
    String redemption = "{\"code\":\"HTTP-0\",\"userId\":\"%s-%d\"}";
    String user = Ids.user(7, 0);
    assertThat(next(calls))
        .endsWith(
            "{\"redemptions\":[%s,%s]}"
                .formatted(redemption.formatted(user, 0), redemption.formatted(user, 1)));
  }

  @Test
  void aCallWithoutABodyHasTheLengthZero() {
    CallTemplate template = CallTemplate.of("GET", "/x", List.of(), "");
    Calls calls = new Calls(List.of(template), CodeChoice.hot(), "", 0);
    assertThat(next(calls)).endsWith("Content-Length: 0\r\n\r\n");
  }

  private static String next(Calls calls) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    calls.next(buffer);
    buffer.flip();
    return UTF_8.decode(buffer).toString();
  }
}
