package dev.admitone.gateway.redemption;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Json;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.testsupport.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("services")
@Tag("essential")
class RedeemingTest {

  private static final String PATH = "/api/redemptions";
  private static final String KEY = "Idempotency-Key";
  private static final String[] ASYNC = {"Prefer", "respond-async"};

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @Test
  void answersTheDecisionOnceItIsMade() throws Exception {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, body("ann"));
    Received received = processor.await(code);
    assertThat(reply).isNotDone();
    processor.publish(Records.redeemed(received));
    assertThat(reply.get().status()).isEqualTo(200);
    assertThat(reply.get().header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.get().text())
        .isEqualTo(
            "{\"requestId\":\"%s\",\"status\":\"REDEEMED\",\"code\":\"%s\",\"userId\":\"ann\","
                    .formatted(received.id(), code)
                + "\"decidedAt\":\"2026-07-01T12:00:00.123Z\","
                + "\"position\":{\"partition\":%d,\"offset\":%d}}"
                    .formatted(received.position().partition(), received.position().offset()));
  }

  @Test
  void sendsTheCodeInItsCanonicalFormToItsPartitionUnderANewId() {
    gateway.post(
        PATH,
        "{\"code\":\"  %s \",\"userId\":\"ann\"}".formatted(code.toLowerCase(Locale.ROOT)),
        ASYNC);
    Received received = processor.await(code);
    assertThat(received.record().key()).asString().isEqualTo(code);
    assertThat(received.position().partition()).isEqualTo(InviteCodes.partition(code, 24));
    assertThat(received.request().getRedeem().getUserId()).isEqualTo("ann");
    assertThat(received.request().getContentFingerprint())
        .isEqualTo(ContentFingerprints.of(code, received.request().getRedeem()));
    assertThat(received.id().version()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "REQUEST_ID_REUSED, 422, request-id-reused, Request id reused, false,"
        + " This Idempotency-Key was used for another request; choose a new one",
    "UNKNOWN_CODE, 404, unknown-code, Unknown code, true, This invite code does not exist",
    "ALREADY_USED, 409, already-used, Already used, false,"
        + " You have already used this invite code",
    "REVOKED, 410, revoked, Revoked, true, This invite code was revoked",
    "NOT_YET_VALID, 409, not-yet-valid, Not yet valid, true, This invite code is not valid yet",
    "EXPIRED, 410, expired, Expired, true, This invite code has expired",
    "EXHAUSTED, 409, exhausted, Exhausted, true, This invite code has no uses left",
  })
  void tellsWhyARedemptionIsRefused(
      RefusalReason reason, int status, String type, String title, boolean mayChange, String error)
      throws Exception {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, body("ann"));
    Received received = processor.await(code);
    processor.publish(Records.refused(received, reason));
    assertThat(reply.get().status()).isEqualTo(status);
    assertThat(reply.get().header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.get().json())
        .isEqualTo(
            Json.object(
                Map.of(
                    "type", "urn:admit-one:problem:" + type,
                    "title", title,
                    "status", status,
                    "detail", error,
                    "error", error,
                    "reason", reason.name(),
                    "mayChange", mayChange,
                    "requestId", received.id().toString(),
                    "instance", PATH)));
  }

  @Test
  void tellsThatARequestWasDeadLettered() throws Exception {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, body("ann"));
    Received received = processor.await(code);
    processor.publish(Records.deadLettered(received));
    assertThat(reply.get().status()).isEqualTo(500);
    assertThat(reply.get().field("reason")).isEqualTo("DEAD_LETTERED");
    assertThat(reply.get().field("requestId")).isEqualTo(received.id().toString());
  }

  @Test
  void answersAcceptedWhenTheDecisionDoesNotComeInTime() {
    Reply reply = gateway.post(PATH, body("ann"), "Prefer", "wait=1");
    Received received = processor.await(code);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.field("status")).isEqualTo("PENDING");
    assertThat(reply.field("requestId")).isEqualTo(received.id().toString());
    assertThat(reply.json().path("ahead").isIntegralNumber()).isTrue();
    assertThat(reply.header("Location"))
        .isEqualTo("/api/redemptions/%s?at=%s".formatted(received.id(), received.at()));
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 30);
    assertThat(reply.header("Preference-Applied")).isEqualTo("wait=1");
  }

  @Test
  void answersAcceptedAtOnceWhenThatIsPreferred() {
    Reply reply = gateway.post(PATH, body("ann"), ASYNC);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("Preference-Applied")).isEqualTo("respond-async");
  }

  @Test
  void waitsAsLongAsIsPreferredBeforeItAnswersAccepted() throws Exception {
    CompletableFuture<Reply> reply =
        gateway.postLater(PATH, body("ann"), "Prefer", "respond-async, wait=30");
    processor.publish(Records.redeemed(processor.await(code)));
    assertThat(reply.get().status()).isEqualTo(200);
    assertThat(reply.get().header("Preference-Applied")).isEqualTo("respond-async, wait=30");
  }

  @Test
  void countsWhatIsAheadFromTheLastDecision() {
    gateway.post(PATH, body("first"), ASYNC);
    processor.publish(Records.redeemed(processor.await(code)));
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.get(PATH + "/" + processor.await(code).id()).field("status"))
                    .isEqualTo("REDEEMED"));
    for (int i = 0; i < 3; i++) {
      assertThat(gateway.post(PATH, body("later-" + i), ASYNC).json().path("ahead").asInt())
          .isEqualTo(i);
    }
  }

  @Test
  void answersASecondCallWithTheSameKeyAtOnceWithoutSendingItAgain() throws Exception {
    CompletableFuture<Reply> first = gateway.postLater(PATH, body("ann"), KEY, code);
    Received received = processor.await(code);
    assertThat(received.id().version()).isEqualTo(8);
    processor.publish(Records.redeemed(received));
    first.join();
    Reply second = gateway.post(PATH, body("ann"), KEY, code, "Prefer", "respond-async");
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text()).isEqualTo(first.get().text());
    assertThat(processor.receivedFor(code)).hasSize(1);
  }

  @Test
  void sendsACallWithTheSameKeyAndOtherContentUnderTheSameId() {
    gateway.post(PATH, body("ann"), KEY, code, "Prefer", "respond-async");
    processor.publish(Records.redeemed(processor.await(code)));
    gateway.post(PATH, body("bob"), KEY, code, "Prefer", "respond-async");
    List<Received> both = processor.await(code, 2);
    assertThat(both.get(1).id()).isEqualTo(both.get(0).id());
    assertThat(both.get(1).request().getContentFingerprint())
        .isNotEqualTo(both.get(0).request().getContentFingerprint());
  }

  @Test
  void ignoresResultsOfOtherContentUnderTheSameId() throws Exception {
    CompletableFuture<Reply> bob =
        gateway.postLater(PATH, body("bob"), KEY, code, "Prefer", "wait=30");
    Received bobs = processor.await(code);
    gateway.post(PATH, body("ann"), KEY, code, "Prefer", "respond-async");
    Received anns = processor.await(code, 2).get(1);
    processor.publish(Records.redeemed(anns));
    processor.publish(Records.refused(bobs, RefusalReason.REQUEST_ID_REUSED));
    assertThat(bob.get().status()).isEqualTo(422);
  }

  @Test
  void sendsARetryOfADeadLetterAgainAndWaitsForItsOwnAnswer() throws Exception {
    CompletableFuture<Reply> first =
        gateway.postLater(PATH, body("ann"), KEY, code, "Prefer", "wait=30");
    Received dead = processor.await(code);
    processor.publish(Records.deadLettered(dead));
    assertThat(first.get().status()).isEqualTo(500);
    CompletableFuture<Reply> retry =
        gateway.postLater(PATH, body("ann"), KEY, code, "Prefer", "wait=30");
    Received again = processor.await(code, 2).get(1);
    // As a processor that starts again repeats it.
    processor.publish(Records.deadLettered(dead));
    processor.publish(Records.redeemed(again));
    assertThat(retry.get().status()).isEqualTo(200);
  }

  @Test
  void aHundredWaitersEachGetTheirOwnAnswer() throws Exception {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      replies.add(gateway.postLater(PATH, body("user-" + i), "Prefer", "wait=30"));
    }
    Map<String, Received> byUser =
        processor.await(code, 100).stream()
            .collect(
                Collectors.toMap(
                    one -> one.request().getRedeem().getUserId(), Function.identity()));
    byUser.values().forEach(one -> processor.publish(Records.redeemed(one)));
    for (int i = 0; i < 100; i++) {
      Reply reply = replies.get(i).get();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.field("userId")).isEqualTo("user-" + i);
      Received sent = requireNonNull(byUser.get("user-" + i));
      assertThat(reply.field("requestId")).isEqualTo(sent.id().toString());
    }
  }

  private String body(String userId) {
    return "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, userId);
  }
}
