package dev.admitone.system.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.AlteredRecords;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.testsupport.ApiClient;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller sees of a request whose record was altered in the log. */
@Tag("services")
@Tag("essential")
class AlteredRecordsTest {

  private static final String[] WAIT = {"Prefer", "wait=30"};

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();
  private final String code = Codes.unique("ALTERED");

  /** What happens to the record, and what is said of it. */
  record Alteration(String name, String reason, UnaryOperator<byte[]> change) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Alteration> alterations() {
    return Stream.of(
        impossible("another user", "user-1", "user-2"),
        impossible("another code", "ALTERED", "SOMEONE"),
        impossible("a code that is none", "ALTERED", "alte\u0000ed"),
        new Alteration("cut short", "UNDECODABLE", value -> Arrays.copyOf(value, value.length - 1)),
        new Alteration(
            "bytes behind it", "UNDECODABLE", value -> Arrays.copyOf(value, value.length + 1)),
        new Alteration("too large", "TOO_LARGE", value -> Arrays.copyOf(value, 70_000)));
  }

  private static Alteration impossible(String name, String text, String other) {
    return new Alteration(name, "IMPOSSIBLE_CONTENT", value -> replaced(value, text, other));
  }

  /** The bytes with the text in place of another one of its length. */
  private static byte[] replaced(byte[] value, String text, String other) {
    String bytes = new String(value, ISO_8859_1);
    return bytes.replace(text, other).getBytes(ISO_8859_1);
  }

  @BeforeEach
  void create() {
    assertThat(api.createInvite(Map.of("code", code), WAIT).status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    AlteredRecords.leaveAlone(code);
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void itsCallerIsToldThatItWasSetAsideAndTheOthersAreDecided(Alteration alteration)
      throws Exception {
    String[] key = {"Idempotency-Key", code, "Prefer", "wait=30"};
    AlteredRecords.alter(code, alteration.change());
    ApiClient.Response altered = api.redeem(code, "user-1", key);
    AlteredRecords.leaveAlone(code);
    assertThat(altered.status()).isEqualTo(500);
    assertThat(altered.text("reason")).isEqualTo("DEAD_LETTERED");
    assertThat(altered.body().path("mayChange").asBoolean(false)).isTrue();

    String path = "/api/redemptions/" + altered.text("requestId");
    ApiClient.Response standing = api.get(path);
    assertThat(standing.status()).isEqualTo(200);
    assertThat(standing.text("status")).isEqualTo("DEAD_LETTERED");
    assertThat(standing.text("reason")).isEqualTo(alteration.reason());

    assertThat(api.redeem(code, "user-3", WAIT).outcome()).isEqualTo("REDEEMED");
    assertThat(api.redeem(code, "user-1", key).outcome()).isEqualTo("REDEEMED");
    assertThat(api.get(path).text("status")).isEqualTo("REDEEMED");
    assertThat(ledger.uses(code)).isEqualTo(2);
    assertThat(api.validate(code).body().path("invite").path("currentUses").asLong(-1))
        .isEqualTo(2);
  }

  @Test
  void whoAsksWithItsPositionIsToldToo() {
    AlteredRecords.alter(code, value -> replaced(value, "user-1", "user-2"));
    ApiClient.Response accepted = api.redeem(code, "user-1", "Prefer", "respond-async");
    AlteredRecords.leaveAlone(code);
    assertThat(accepted.status()).isEqualTo(202);
    ApiClient.Response standing = api.get(accepted.header("Location"), WAIT);
    assertThat(standing.text("status")).isEqualTo("DEAD_LETTERED");
    assertThat(standing.text("reason")).isEqualTo("IMPOSSIBLE_CONTENT");
    assertThat(standing.text("code")).isEqualTo(code);
    assertThat(standing.text("userId")).isEqualTo("user-2");
  }

  /** Nobody can be told then; but nobody is left to wait for ever either. */
  @Test
  void whereItsIdCannotBeReadItIsNotKnownOnceWhatComesAfterItIsDecided() {
    AlteredRecords.alter(code, value -> "garbage".getBytes(UTF_8));
    ApiClient.Response accepted = api.redeem(code, "user-1", "Prefer", "wait=1");
    AlteredRecords.leaveAlone(code);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(api.redeem(code, "user-3", WAIT).outcome()).isEqualTo("REDEEMED");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(api.get(accepted.header("Location")).text("reason"))
                    .isEqualTo("UNKNOWN_REQUEST"));
  }
}
