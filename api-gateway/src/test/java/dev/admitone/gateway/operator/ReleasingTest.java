package dev.admitone.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.testsupport.Await;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A use is given back. */
@Tag("services")
@Tag("essential")
class ReleasingTest {

  private static final String PATH = "/api/redemptions/";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();
  private final UUID useId = UUID.randomUUID();

  @Test
  void sendsTheReleaseAndAnswersWhenItsOwnStoreShowsIt() throws Exception {
    CompletableFuture<Reply> reply = release(body("asked for by phone"), "Prefer", "wait=30");
    Received received = processor.await(code);
    ReleaseUse release = received.request().getReleaseUse();
    assertThat(release).isEqualTo(new ReleaseUse(useId, "asked for by phone", "tester"));
    assertThat(received.request().getContentFingerprint())
        .isEqualTo(ContentFingerprints.of(code, release));
    processor.publish(Records.snapshot(code, 4).setCurrentUses(2).build());
    processor.publish(
        Records.decided(received).setOutcome(Outcome.RELEASED).setInviteVersion(5L).build());
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.get(PATH + received.id()).field("status"))
                    .isEqualTo("RELEASED"));
    assertThat(reply).isNotDone();
    processor.publish(Records.snapshot(code, 5).setCurrentUses(1).build());
    assertThat(reply.get().status()).isEqualTo(200);
    assertThat(reply.get().text())
        .isEqualTo(
            ("{\"requestId\":\"%s\",\"status\":\"RELEASED\",\"useId\":\"%s\",\"code\":\"%s\","
                    + "\"decidedAt\":\"2026-07-01T12:00:00.123Z\","
                    + "\"position\":{\"partition\":%d,\"offset\":%d},"
                    + "\"invite\":{\"code\":\"%s\",\"maxUses\":null,\"currentUses\":1,"
                    + "\"remainingUses\":null,\"startsAt\":null,\"expiresAt\":null,"
                    + "\"revoked\":false}}")
                .formatted(
                    received.id(),
                    useId,
                    code,
                    received.position().partition(),
                    received.position().offset(),
                    code));
  }

  @ParameterizedTest
  @EnumSource(
      value = RefusalReason.class,
      names = {"USE_NOT_FOUND", "ALREADY_RELEASED", "REQUEST_ID_REUSED"})
  void answersWhyItIsRefused(RefusalReason reason) throws Exception {
    CompletableFuture<Reply> reply = release(body("a mistake"));
    processor.publish(Records.refused(processor.await(code), reason));
    int status =
        switch (reason) {
          case USE_NOT_FOUND -> 404;
          case ALREADY_RELEASED -> 409;
          default -> 422;
        };
    assertThat(reply.get().status()).isEqualTo(status);
    assertThat(reply.get().field("reason")).isEqualTo(reason.name());
  }

  @Test
  void findsTheCodeItselfWhileTheDecisionIsRemembered() {
    gateway.post(
        "/api/redemptions",
        "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code),
        "Prefer",
        "respond-async");
    Received redeemed = processor.await(code);
    processor.publish(Records.redeemed(redeemed));
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.get(PATH + redeemed.id()).field("status"))
                    .isEqualTo("REDEEMED"));
    Reply reply =
        gateway.post(
            PATH + redeemed.id() + "/release",
            "{\"reason\":\"a mistake\"}",
            "Prefer",
            "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(processor.await(code, 2).get(1).request().getReleaseUse().getUseId())
        .isEqualTo(redeemed.id());
  }

  @Test
  void asksForTheCodeWhereItCannotFindIt() {
    Reply reply = gateway.post(PATH + useId + "/release", "{\"reason\":\"a mistake\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error"))
        .isEqualTo(
            "code must be given: this gateway remembers no decision of the request in the path");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"code":"ABCD"}                       | reason is missing
          {"code":"ABCD","reason":""}           | reason must have 1 to 1000 characters
          {"code":"ABCD","reason":"a\\nb"}      | reason must not contain control characters
          {"code":"ABCD","reason":"a\\ud800"}   | reason must not contain unpaired surrogates
          {"code":"ABCD","reason":7}            | reason must be a string
          {"code":"A","reason":"a"}             | code must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          """)
  void refusesAMalformedRelease(String body, String error) {
    Reply reply = gateway.post(PATH + useId + "/release", body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).isEqualTo(error);
  }

  @Test
  void takesTheLongestReasonAndNoLongerOne() {
    String path = PATH + useId + "/release";
    assertThat(gateway.post(path, body("r".repeat(1_000)), "Prefer", "respond-async").status())
        .isEqualTo(202);
    assertThat(gateway.post(path, body("r".repeat(1_001))).field("error"))
        .isEqualTo("reason must have 1 to 1000 characters");
  }

  @Test
  void refusesAPathThatHasNoRequestId() {
    assertThat(gateway.post(PATH + "17/release", body("a mistake")).status()).isEqualTo(400);
  }

  private CompletableFuture<Reply> release(String body, String... headers) {
    return gateway.postLater(PATH + useId + "/release", body, headers);
  }

  private String body(String reason) {
    return "{\"code\":\"%s\",\"reason\":\"%s\"}".formatted(code, reason);
  }
}
