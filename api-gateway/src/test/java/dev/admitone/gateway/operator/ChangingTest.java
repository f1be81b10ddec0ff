package dev.admitone.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.testsupport.Await;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PATCH of an invite. */
@Tag("services")
@Tag("essential")
class ChangingTest {

  private static final String PATH = "/api/invites/";
  private static final Instant STARTS_AT = Instant.parse("2030-01-31T10:00:00.123Z");
  private static final Instant EXPIRES_AT = Instant.parse("2031-01-31T12:00:00Z");

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @Test
  void changesWhatThePatchHasAndAnswersWhenItsOwnStoreShowsIt() throws Exception {
    CompletableFuture<Reply> reply =
        gateway.patchLater(
            PATH + code,
            """
            {"maxUses":3,"startsAt":"2030-01-31T12:00:00.1239+02:00",
             "expiresAt":"2031-01-31T12:00:00Z","revoked":true}""",
            "Prefer",
            "wait=30",
            "Content-Type",
            "application/merge-patch+json");
    Received received = processor.await(code);
    ChangeInvite change = received.request().getChangeInvite();
    assertThat(change)
        .isEqualTo(
            new ChangeInvite(
                true, false, 3L, true, STARTS_AT, true, EXPIRES_AT, true, true, "tester"));
    assertThat(received.request().getContentFingerprint())
        .isEqualTo(ContentFingerprints.of(code, change));
    processor.publish(Records.snapshot(code, 4).build());
    processor.publish(Records.done(received, 5));
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.get("/api/redemptions/" + received.id()).field("status"))
                    .isEqualTo("DONE"));
    assertThat(reply).isNotDone();
    processor.publish(
        Records.snapshot(code, 5)
            .setMaxUses(3L)
            .setCurrentUses(4)
            .setStartsAt(STARTS_AT)
            .setExpiresAt(EXPIRES_AT)
            .setRevokedAt(Records.DECIDED_AT)
            .build());
    assertThat(reply.get().status()).isEqualTo(200);
    assertThat(reply.get().text())
        .isEqualTo(
            ("{\"requestId\":\"%s\",\"status\":\"DONE\",\"code\":\"%s\",\"invite\":{\"code\":\"%s\","
                    + "\"maxUses\":3,\"currentUses\":4,\"remainingUses\":0,"
                    + "\"startsAt\":\"2030-01-31T10:00:00.123Z\","
                    + "\"expiresAt\":\"2031-01-31T12:00:00Z\",\"revoked\":true}}")
                .formatted(received.id(), code, code));
  }

  @Test
  void takesAwayWhatIsNull() {
    assertThat(changed("{\"maxUses\":null,\"startsAt\":null,\"expiresAt\":null}"))
        .isEqualTo(
            new ChangeInvite(true, true, 0L, true, null, true, null, false, false, "tester"));
  }

  @Test
  void leavesAloneWhatIsLeftOut() {
    assertThat(changed("{\"maxUses\":0}"))
        .isEqualTo(
            new ChangeInvite(true, false, 0L, false, null, false, null, false, false, "tester"));
  }

  @Test
  void takesARevocationBack() {
    assertThat(changed("{\"revoked\":false}"))
        .isEqualTo(
            new ChangeInvite(false, false, 0L, false, null, false, null, true, false, "tester"));
  }

  @Test
  void takesTheCodeInAnyCase() {
    Reply reply =
        gateway.patch(
            PATH + code.toLowerCase(Locale.ROOT), "{\"revoked\":true}", "Prefer", "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(processor.await(code).request().getCode()).isEqualTo(code);
  }

  @Test
  void answersThatTheCodeIsUnknown() throws Exception {
    CompletableFuture<Reply> reply = gateway.patchLater(PATH + code, "{\"revoked\":true}");
    processor.publish(Records.refused(processor.await(code), RefusalReason.UNKNOWN_CODE));
    assertThat(reply.get().status()).isEqualTo(404);
    assertThat(reply.get().field("reason")).isEqualTo("UNKNOWN_CODE");
  }

  @Test
  void refusesTheKeyOfAnotherChange() throws Exception {
    String[] key = {"Idempotency-Key", code, "Prefer", "wait=30"};
    CompletableFuture<Reply> first = gateway.patchLater(PATH + code, "{\"maxUses\":1}", key);
    processor.publish(Records.snapshot(code, 2).build());
    processor.publish(Records.done(processor.await(code), 2));
    assertThat(first.get().status()).isEqualTo(200);
    CompletableFuture<Reply> other = gateway.patchLater(PATH + code, "{\"maxUses\":2}", key);
    Received reused = processor.await(code, 2).get(1);
    assertThat(reused.id().toString()).isEqualTo(first.get().field("requestId"));
    processor.publish(Records.refused(reused, RefusalReason.REQUEST_ID_REUSED));
    assertThat(other.get().status()).isEqualTo(422);
    assertThat(gateway.patch(PATH + code, "{\"maxUses\":1}", key).text())
        .isEqualTo(first.get().text());
  }

  @Test
  void answersAcceptedWhenTheStoreDoesNotShowTheChangeInTime() throws Exception {
    CompletableFuture<Reply> reply =
        gateway.patchLater(PATH + code, "{\"maxUses\":1}", "Prefer", "wait=2");
    Received received = processor.await(code);
    processor.publish(Records.snapshot(code, 1).build());
    processor.publish(Records.done(received, 2));
    assertThat(reply.get().status()).isEqualTo(202);
    assertThat(reply.get().header("Location"))
        .isEqualTo("/api/redemptions/%s?at=%s".formatted(received.id(), received.at()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                  | The patch must have at least one of maxUses, startsAt, expiresAt and revoked
          {"more":1}                          | more is not known to this call; it takes expiresAt, maxUses, revoked, startsAt
          {"maxUses":-1}                      | maxUses must be 0 or more, or null for unlimited
          {"maxUses":"3"}                     | maxUses must be a whole number
          {"maxUses":1.5}                     | maxUses must be a whole number
          {"maxUses":{}}                      | maxUses must be a whole number
          {"maxUses":[1]}                     | maxUses must be a whole number
          {"maxUses":99999999999999999999}    | maxUses must be a whole number
          {"startsAt":"tomorrow"}             | startsAt must be a time with its offset, such as 2030-01-31T12:00:00Z
          {"expiresAt":1893456000}            | expiresAt must be a string
          {"revoked":null}                    | revoked must be true or false
          {"revoked":"true"}                  | revoked must be true or false
          {"revoked":1}                       | revoked must be true or false
          []                                  | The body must be a JSON object
          null                                | The body must be a JSON object
          """)
  void refusesAMalformedPatch(String body, String error) {
    Reply reply = gateway.patch(PATH + code, body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("reason")).isEqualTo("INVALID_REQUEST");
    assertThat(reply.field("error")).isEqualTo(error);
    assertThat(processor.receivedFor(code)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AB", "A%20B", "%00ABC"})
  void refusesAPathThatHasNoCode(String path) {
    assertThat(gateway.patch(PATH + path, "{\"revoked\":true}").status()).isEqualTo(400);
  }

  @Test
  void saysWhichContentTypesItTakes() {
    Reply reply = gateway.patch(PATH + code, "{}", "Content-Type", "text/plain");
    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.header("Accept-Patch"))
        .isEqualTo("application/merge-patch+json, application/json");
  }

  private ChangeInvite changed(String patch) {
    assertThat(gateway.patch(PATH + code, patch, "Prefer", "respond-async").status())
        .isEqualTo(202);
    return processor.await(code).request().getChangeInvite();
  }
}
