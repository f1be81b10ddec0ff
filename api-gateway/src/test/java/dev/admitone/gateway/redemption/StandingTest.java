package dev.admitone.gateway.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Json;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET by request id. */
@Tag("services")
class StandingTest {

  private static final String PATH = "/api/redemptions";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @Test
  void showsARequestAsPendingWhileItIsBeyondTheLastDecision() {
    Received received = sent("ann");
    Reply reply = gateway.get(path(received) + "?at=" + received.at());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("requestId")).isEqualTo(received.id().toString());
    assertThat(reply.field("status")).isEqualTo("PENDING");
    assertThat(reply.json().path("ahead").isIntegralNumber()).isTrue();
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 30);
  }

  @Test
  void showsADecisionWithAndWithoutItsPosition() {
    Received received = sent("ann");
    processor.publish(Records.redeemed(received));
    awaitStatus(received, "REDEEMED");
    for (String query : new String[] {"", "?at=" + received.at()}) {
      Reply reply = gateway.get(path(received) + query);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json())
          .isEqualTo(
              Json.object(
                  Map.of(
                      "requestId",
                      received.id().toString(),
                      "status",
                      "REDEEMED",
                      "code",
                      code,
                      "userId",
                      "ann",
                      "decidedAt",
                      "2026-07-01T12:00:00.123Z",
                      "position",
                      Map.of(
                          "partition",
                          received.position().partition(),
                          "offset",
                          (int) received.position().offset()))));
    }
  }

  @Test
  void showsARefusalWithItsReason() {
    Received received = sent("ann");
    processor.publish(Records.refused(received, RefusalReason.ALREADY_USED));
    awaitStatus(received, "REFUSED");
    Reply reply = gateway.get(path(received));
    assertThat(reply.field("reason")).isEqualTo("ALREADY_USED");
    assertThat(reply.field("error")).isEqualTo("You have already used this invite code");
    assertThat(reply.json().path("mayChange").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RELEASED", "DONE", "UNRECOGNIZED"})
  void showsOtherOutcomes(Outcome outcome) {
    Received received = sent("ann");
    processor.publish(Records.decided(received).setOutcome(outcome).build());
    awaitStatus(received, outcome.name());
  }

  @Test
  void showsADeadLetterUntilALaterAttemptIsDecided() {
    Received dead = sent("ann", "Idempotency-Key", code);
    processor.publish(Records.deadLettered(dead));
    awaitStatus(dead, "DEAD_LETTERED");
    Reply reply = gateway.get(path(dead) + "?at=" + dead.at());
    assertThat(reply.field("status")).isEqualTo("DEAD_LETTERED");
    assertThat(reply.field("reason")).isEqualTo("UNDECODABLE");
    gateway.post(PATH, body("ann"), "Idempotency-Key", code, "Prefer", "respond-async");
    Received again = processor.await(code, 2).get(1);
    assertThat(gateway.get(path(again) + "?at=" + again.at()).field("status")).isEqualTo("PENDING");
    processor.publish(Records.redeemed(again));
    awaitStatus(again, "REDEEMED");
  }

  @Test
  void showsTheDecisionOfAnIdThatWasReusedAndTheRefusalOnlyAtItsOwnPosition() {
    Received anns = sent("ann", "Idempotency-Key", code);
    gateway.post(PATH, body("bob"), "Idempotency-Key", code, "Prefer", "respond-async");
    Received bobs = processor.await(code, 2).get(1);
    processor.publish(Records.redeemed(anns));
    processor.publish(Records.refused(bobs, RefusalReason.REQUEST_ID_REUSED));
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.get(path(bobs) + "?at=" + bobs.at()).field("reason"))
                    .isEqualTo("REQUEST_ID_REUSED"));
    assertThat(gateway.get(path(anns)).field("status")).isEqualTo("REDEEMED");
    assertThat(gateway.get(path(anns) + "?at=" + anns.at()).field("status")).isEqualTo("REDEEMED");
  }

  @Test
  void doesNotTakeARefusalForReuseForTheDecisionOfTheId() {
    Received received = sent("ann", "Idempotency-Key", code);
    processor.publish(Records.refused(received, RefusalReason.REQUEST_ID_REUSED));
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.get(path(received) + "?at=" + received.at()).field("reason"))
                    .isEqualTo("REQUEST_ID_REUSED"));
    assertThat(gateway.get(path(received)).status()).isEqualTo(404);
  }

  @Test
  void doesNotKnowAnIdWithoutAPosition() {
    UUID id = UUID.randomUUID();
    Reply reply = gateway.get(PATH + "/" + id);
    String error =
        "This request is not known here. That is no proof that it is lost: send it again with its"
            + " Idempotency-Key";
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json())
        .isEqualTo(
            Json.object(
                Map.of(
                    "type",
                    "urn:admit-one:problem:unknown-request",
                    "title",
                    "Unknown request",
                    "status",
                    404,
                    "detail",
                    error,
                    "error",
                    error,
                    "reason",
                    "UNKNOWN_REQUEST",
                    "mayChange",
                    true,
                    "requestId",
                    id.toString(),
                    "instance",
                    PATH + "/" + id)));
  }

  @Test
  void doesNotKnowAnIdWhosePositionIsDecidedWithoutIt() {
    Received received = sent("ann");
    processor.publish(Records.redeemed(received));
    awaitStatus(received, "REDEEMED");
    Reply reply =
        gateway.get(PATH + "/" + UUID.randomUUID() + "?at=" + received.at(), "Prefer", "wait=30");
    assertThat(reply.status()).isEqualTo(404);
  }

  @Test
  void waitsForTheDecisionAsLongAsIsPreferred() throws Exception {
    Received received = sent("ann");
    String at = "?at=" + received.at();
    CompletableFuture<Reply> withPosition =
        gateway.getLater(path(received) + at, "Prefer", "wait=30");
    CompletableFuture<Reply> without = gateway.getLater(path(received), "Prefer", "wait=30");
    assertThat(gateway.get(path(received) + at, "Prefer", "wait=1").field("status"))
        .isEqualTo("PENDING");
    assertThat(withPosition).isNotDone();
    assertThat(without).isNotDone();
    processor.publish(Records.redeemed(received));
    assertThat(withPosition.get().field("status")).isEqualTo("REDEEMED");
    assertThat(withPosition.get().header("Preference-Applied")).isEqualTo("wait=30");
    assertThat(without.get().field("status")).isEqualTo("REDEEMED");
  }

  @Test
  void tellsADeadLetterToWhoWaits() throws Exception {
    Received received = sent("ann");
    CompletableFuture<Reply> reply =
        gateway.getLater(path(received) + "?at=" + received.at(), "Prefer", "wait=30");
    processor.publish(Records.deadLettered(received));
    assertThat(reply.get().field("status")).isEqualTo("DEAD_LETTERED");
  }

  @Test
  void countsAResultOfAnotherPartitionForItsIdOnly() {
    Received received = sent("ann");
    Received later = sentLater("bob");
    int other = (received.position().partition() + 1) % 24;
    processor.publish(other, Records.redeemed(later));
    awaitStatus(later, "REDEEMED");
    assertThat(gateway.get(path(received) + "?at=" + received.at()).field("status"))
        .isEqualTo("PENDING");
  }

  private Received sent(String userId, String... headers) {
    Reply reply = gateway.post(PATH, body(userId), withAsync(headers));
    assertThat(reply.status()).isEqualTo(202);
    return processor.await(code);
  }

  private Received sentLater(String userId) {
    gateway.post(PATH, body(userId), withAsync());
    return processor.await(code, 2).get(1);
  }

  private static String[] withAsync(String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Prefer";
    all[headers.length + 1] = "respond-async";
    return all;
  }

  private void awaitStatus(Received received, String status) {
    Await.patiently()
        .untilAsserted(
            () -> assertThat(gateway.get(path(received)).field("status")).isEqualTo(status));
  }

  private static String path(Received received) {
    return PATH + "/" + received.id();
  }

  private String body(String userId) {
    return "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, userId);
  }
}
