package dev.admitone.gateway.signup;

import static dev.admitone.gateway.support.Signups.PATH;
import static dev.admitone.gateway.support.Signups.body;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.schemas.avro.Profile;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupEnvelope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

@Tag("services")
@Tag("essential")
class SigningUpTest {

  private static final String KEY = "Idempotency-Key";
  private static final String[] ASYNC = {"Prefer", "respond-async"};

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();
  private final String key = UUID.randomUUID().toString();

  @Test
  void aSignupEntersTheLogSealedAndSucceedsOnceItIsDecided() throws Exception {
    CompletableFuture<Reply> reply =
        gateway.postLater(PATH, body(code.toLowerCase(Locale.ROOT)), "Prefer", "wait=30");
    Received received = processor.await(code);
    assertThat(reply).isNotDone();

    String record = new String(received.record().value(), ISO_8859_1);
    assertThat(record)
        .contains(code, "user-123")
        .doesNotContain("test@", "example", "testuser", "Test User", "5555", "argon2", "Secure");
    Profile profile = opened(received.request());
    assertThat(profile.getEmail()).isEqualTo("test@example.com");
    assertThat(profile.getUsername()).isEqualTo("testuser");
    assertThat(profile.getDisplayName()).isEqualTo("Test User");
    assertThat(profile.getPhone()).isEqualTo("+15555551234");
    assertThat(profile.getPasswordHash()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(
            new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2)
                .matches("SecurePass123!", profile.getPasswordHash()))
        .isTrue();

    processor.publish(Records.redeemed(received));
    assertThat(reply.get().status()).isEqualTo(200);
    assertThat(reply.get().text()).isEqualTo("{\"success\":true}");
  }

  @Test
  void whileItIsNotDecidedItIsAcceptedAndToldWhereToAsk() {
    Reply reply = gateway.post(PATH, body(code), ASYNC);
    Received received = processor.await(code);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.field("status")).isEqualTo("PENDING");
    assertThat(reply.field("message")).isEqualTo("Invite code is being processed");
    assertThat(reply.json().path("ahead").isNumber()).isTrue();
    assertThat(reply.header("Location"))
        .isEqualTo("/api/redemptions/%s?at=%s".formatted(received.id(), received.at()));
    assertThat(reply.header("Retry-After")).isNotEmpty();
    assertThat(reply.header("Preference-Applied")).isEqualTo("respond-async");

    processor.publish(Records.redeemed(received));
    Reply standing = gateway.get(reply.header("Location"), "Prefer", "wait=30");
    assertThat(standing.field("status")).isEqualTo("REDEEMED");
    assertThat(standing.text()).doesNotContain("test@example.com", "testuser", "5555");
  }

  @ParameterizedTest
  @CsvSource({
    "ALREADY_USED, 409, You have already used this invite code",
    "USERNAME_TAKEN, 409, This username is taken; choose another one",
    "EMAIL_TAKEN, 409, This e-mail address belongs to an account already",
    "PHONE_TAKEN, 409, 'You have an account already, or this phone number belongs to one'",
    "UNKNOWN_CODE, 404, This invite code does not exist",
    "EXPIRED, 410, This invite code has expired",
    "REQUEST_ID_REUSED, 422, This Idempotency-Key was used for another request; choose a new one",
  })
  void tellsWhyASignupIsRefused(RefusalReason reason, int status, String error) throws Exception {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, body(code), "Prefer", "wait=30");
    Received received = processor.await(code);
    processor.publish(Records.refused(received, reason));
    assertThat(reply.get().status()).isEqualTo(status);
    assertThat(reply.get().field("error")).isEqualTo(error);
    assertThat(reply.get().field("reason")).isEqualTo(reason.name());
  }

  @Test
  void aPhoneNumberOtherThanTheOneThatTheTokenVouchesForIsRefusedBeforeAnythingIsSent() {
    String token =
        Tokens.signed(
            Tokens.claims("user-123")
                .claim("phone_number", "+15555550000")
                .claim("phone_number_verified", true)
                .build());
    Reply reply = gateway.post(PATH, body(code), "Authorization", "Bearer " + token);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.field("reason")).isEqualTo("OTHER_PHONE");
    assertThat(processor.receivedFor(code)).isEmpty();
  }

  @Test
  void whoseSealIsBrokenIsToldThatItWasSetAside() throws Exception {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, body(code), "Prefer", "wait=30");
    processor.publish(Records.deadLettered(processor.await(code)));
    assertThat(reply.get().status()).isEqualTo(500);
    assertThat(reply.get().field("reason")).isEqualTo("DEAD_LETTERED");
  }

  @Test
  void theSameKeyIsTheSameSignupWhateverItsPasswordAndAnotherOneWithAnotherProfile()
      throws Exception {
    gateway.post(PATH, body(code), KEY, key, "Prefer", "respond-async");
    gateway.post(
        PATH,
        body(code, "password", "another password", "phone", "+15555551234"),
        KEY,
        key,
        "Prefer",
        "respond-async");
    List<Received> same = processor.await(code, 2);
    assertThat(same).extracting(Received::id).containsOnly(same.getFirst().id());
    assertThat(same)
        .extracting(received -> received.request().getContentFingerprint())
        .containsOnly(same.getFirst().request().getContentFingerprint());

    String[] others = {
      body(code, "email", "Test@example.com"),
      body(code, "username", "testuser2"),
      body(code, "displayName", "Test"),
      body(code, "phone", "+15555551235"),
      body(code, "userId", "user-124")
    };
    for (String other : others) {
      gateway.post(PATH, other, KEY, key, "Prefer", "respond-async");
    }
    List<Received> all = processor.await(code, 2 + others.length);
    assertThat(all).extracting(Received::id).containsOnly(same.getFirst().id());
    assertThat(all.stream().map(received -> received.request().getContentFingerprint()).distinct())
        .hasSize(1 + others.length);
  }

  @Test
  void aRetryWhoseAnswerIsHereCostsNeitherAHashNorARecord() {
    gateway.post(PATH, body(code), KEY, key, "Prefer", "respond-async");
    Received received = processor.await(code);
    processor.publish(Records.redeemed(received));
    gateway.get("/api/redemptions/" + received.id() + "?at=" + received.at(), "Prefer", "wait=30");
    long hashes = gateway.timerCount("admitone.signup.hash");

    Reply again = gateway.post(PATH, body(code, "password", "another password"), KEY, key);

    assertThat(again.text()).isEqualTo("{\"success\":true}");
    assertThat(gateway.timerCount("admitone.signup.hash")).isEqualTo(hashes);
    assertThat(processor.receivedFor(code)).hasSize(1);
  }

  @Test
  void whatIsNeverTheirTurnIsTurnedAwayAndRedemptionsGoOn() throws Exception {
    try (Gateway small =
        Gateway.start(
            "--admit-one.gateway.signup.max-hashes=1",
            "--admit-one.gateway.signup.max-waiting=2",
            "--admit-one.gateway.signup.max-hash-wait=30s")) {
      List<CompletableFuture<Reply>> flood = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        flood.add(small.postLater(PATH, body(code, "userId", "user-" + i), ASYNC));
      }
      String other = Records.newCode();
      Reply redeemed =
          small.post(
              "/api/redemptions", "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(other), ASYNC);
      assertThat(redeemed.status()).isEqualTo(202);

      List<Reply> replies = flood.stream().map(CompletableFuture::join).toList();
      assertThat(replies).extracting(Reply::status).containsOnly(202, 503).contains(202, 503);
      assertThat(replies)
          .filteredOn(reply -> reply.status() == 503)
          .allSatisfy(
              reply -> {
                assertThat(reply.field("reason")).isEqualTo("OVERLOADED");
                assertThat(reply.header("Retry-After")).isEqualTo("1");
              });
    }
  }

  @Test
  void whoWaitsTooLongForTheirTurnIsTurnedAway() {
    try (Gateway hasty = Gateway.start("--admit-one.gateway.signup.max-hash-wait=1ms")) {
      Reply reply = hasty.post(PATH, body(code));
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(processor.receivedFor(code)).isEmpty();
    }
  }

  private static Profile opened(RedemptionRequest request) throws Exception {
    ByteBuffer buffer = request.getRedeem().getSignup().getSealedProfile();
    byte[] sealed = new byte[buffer.remaining()];
    buffer.get(sealed);
    return ProfileSeal.of(Gateway.SEAL_KEYSET, 1)
        .open(
            sealed,
            new SignupEnvelope(
                request.getRequestId(),
                request.getContentFingerprint(),
                request.getCode(),
                request.getRedeem().getUserId()));
  }
}
