package dev.admitone.gateway.redemption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Json;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.OwnUse;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asking about a request whose result no gateway remembers: without a key, by its position. */
@Tag("services")
@Tag("essential")
class AskingLaterTest {

  private static final String PATH = "/api/redemptions";
  private static final String SHORT_MEMORY = "--admit-one.gateway.results.retention=1s";
  private static final String VERSION_TWO = "--admit-one.write-version=2";

  private static final Gateway GATEWAY =
      Gateway.start(
          SHORT_MEMORY,
          VERSION_TWO,
          "--admit-one.snapshot-interval=500ms",
          "--admit-one.gateway.limits.user-burst=4",
          "--admit-one.gateway.limits.user-refill=1h",
          "--admit-one.gateway.limits.service-burst=1000000");

  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();
  private final String ann = "ann-" + code;

  @AfterAll
  static void stop() {
    GATEWAY.close();
  }

  @Test
  void theAnswerComesFromTheLedgerForWhoWaits() throws Exception {
    Received forgotten = decidedAndForgotten();
    CompletableFuture<Reply> reply = GATEWAY.getLater(path(forgotten), "Prefer", "wait=30");
    Received question = processor.awaitQuestion(forgotten.id());
    assertThat(question.position().partition()).isEqualTo(forgotten.position().partition());
    assertThat(question.position().offset()).isGreaterThan(forgotten.position().offset());
    assertThat(new String(question.record().key(), UTF_8)).isEqualTo(forgotten.id().toString());
    assertThat(question.request().getAsk().getAt())
        .isEqualTo(Records.position(forgotten.position()));

    processor.publish(recalled(forgotten, question));
    assertThat(reply.get().status()).isEqualTo(200);
    assertThat(reply.get().field("status")).isEqualTo("REDEEMED");
    assertThat(reply.get().json().path("position").path("offset").asLong())
        .isEqualTo(forgotten.position().offset());
  }

  @Test
  void whoDoesNotWaitIsToldPendingUntilTheLedgerHasAnswered() {
    Received forgotten = decidedAndForgotten();
    Reply first = get(forgotten);
    assertThat(first.field("status")).isEqualTo("PENDING");
    assertThat(first.header("Location")).isEqualTo(path(forgotten));
    Received question = processor.awaitQuestion(forgotten.id());
    assertThat(get(forgotten).field("status")).isEqualTo("PENDING");

    processor.publish(recalled(forgotten, question));
    Await.patiently()
        .untilAsserted(() -> assertThat(get(forgotten).field("status")).isEqualTo("REDEEMED"));
    assertThat(processor.questions(forgotten.id())).as("asked once").hasSize(1);
  }

  @Test
  void eventsTellTheLedgersAnswer() throws Exception {
    Received forgotten = decidedAndForgotten();
    CompletableFuture<Reply> events =
        GATEWAY.getLater("%s/%s/events?at=%s".formatted(PATH, forgotten.id(), forgotten.at()));
    Received question = processor.awaitQuestion(forgotten.id());
    processor.publish(recalled(forgotten, question));
    assertThat(events.get().text()).contains("event: decided\ndata: ").contains("REDEEMED");
  }

  @Test
  void anotherUserIsRefusedTheAnswer() throws Exception {
    Received forgotten = decidedAndForgotten();
    CompletableFuture<Reply> reply =
        GATEWAY.getLater(
            path(forgotten),
            "Prefer",
            "wait=30",
            "Authorization",
            "Bearer " + Tokens.ofUser("eve-" + code));
    processor.publish(recalled(forgotten, processor.awaitQuestion(forgotten.id())));
    assertThat(reply.get().status()).isEqualTo(403);
    assertThat(reply.get().text()).contains("OTHER_USER").doesNotContain(ann, code);
  }

  @Test
  void whatTheLedgerDoesNotKnowIsUnknownAndNotAskedAgain() throws Exception {
    Received forgotten = decidedAndForgotten();
    UUID other = UUID.randomUUID();
    String path = "%s/%s?at=%s".formatted(PATH, other, forgotten.at());
    CompletableFuture<Reply> waiting = GATEWAY.getLater(path, "Prefer", "wait=30");
    CompletableFuture<Reply> events =
        GATEWAY.getLater("%s/%s/events?at=%s".formatted(PATH, other, forgotten.at()));
    processor.publish(notDecided(processor.awaitQuestion(other)));
    assertThat(waiting.get().status()).isEqualTo(404);
    assertThat(waiting.get().field("reason")).isEqualTo("UNKNOWN_REQUEST");
    assertThat(events.get().text())
        .satisfiesAnyOf(
            text -> assertThat(text).contains("event: unknown"),
            text -> assertThat(text).contains("UNKNOWN_REQUEST"));
    assertThat(GATEWAY.get(path).status()).isEqualTo(404);
    assertThat(processor.questions(other)).hasSize(1);
  }

  @Test
  void questionsCountAgainstTheCallersLimit() {
    String token = "Bearer " + Tokens.ofUser(ann);
    Received forgotten = decidedAndForgotten();
    for (int i = 0; i < 3; i++) {
      String path = "%s/%s?at=%s".formatted(PATH, UUID.randomUUID(), forgotten.at());
      assertThat(GATEWAY.get(path, "Authorization", token).field("status")).isEqualTo("PENDING");
    }
    UUID tooMany = UUID.randomUUID();
    Reply reply =
        GATEWAY.get("%s/%s?at=%s".formatted(PATH, tooMany, forgotten.at()), "Authorization", token);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("RateLimit-Policy")).as("a user's calls").startsWith("\"user\";");
    assertThat(reply.header("Retry-After")).isNotEmpty();
    assertThat(processor.questions(tooMany)).isEmpty();
  }

  @Test
  void withoutAPositionNothingIsAsked() {
    Received forgotten = decidedAndForgotten();
    assertThat(GATEWAY.get("%s/%s".formatted(PATH, forgotten.id())).status()).isEqualTo(404);
    assertThat(processor.questions(forgotten.id())).isEmpty();
  }

  @Test
  void aGatewayThatWritesVersionOneAsksNothing() {
    try (Gateway old = Gateway.start(SHORT_MEMORY)) {
      Received forgotten = decidedAndForgotten(old);
      assertThat(old.get(path(forgotten)).status()).isEqualTo(404);
      assertThat(processor.questions(forgotten.id())).isEmpty();
    }
  }

  @Test
  void whoHasUsedTheCodeIsToldWhichUseItIs() throws Exception {
    String body = "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, ann);
    CompletableFuture<Reply> reply = GATEWAY.postLater(PATH, body, "Prefer", "wait=30");
    Received request = processor.await(code);
    UUID use = UUID.randomUUID();
    processor.publish(
        RedemptionDecided.newBuilder(Records.refused(request, RefusalReason.ALREADY_USED))
            .setOwnUse(new OwnUse(use, Records.DECIDED_AT))
            .build());
    assertThat(reply.get().status()).isEqualTo(409);
    assertThat(reply.get().json().path("ownUse"))
        .isEqualTo(
            Json.object(Map.of("useId", use.toString(), "usedAt", Records.DECIDED_AT.toString())));
    Reply standing = Gateway.shared().get("%s/%s".formatted(PATH, request.id()));
    assertThat(standing.field("reason")).isEqualTo("ALREADY_USED");
    assertThat(standing.json().path("ownUse").path("useId").asString()).isEqualTo(use.toString());
  }

  private Received decidedAndForgotten() {
    return decidedAndForgotten(GATEWAY);
  }

  private Received decidedAndForgotten(Gateway gateway) {
    String body = "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, ann);
    assertThat(gateway.post(PATH, body, "Prefer", "respond-async").status()).isEqualTo(202);
    Received request = processor.await(code);
    processor.publish(Records.redeemed(request));
    String path = "%s/%s".formatted(PATH, request.id());
    Await.patiently().untilAsserted(() -> assertThat(gateway.get(path).status()).isEqualTo(200));
    Await.patiently().untilAsserted(() -> assertThat(gateway.get(path).status()).isEqualTo(404));
    return request;
  }

  /** What the lane answers from the ledger. */
  private static RedemptionDecided recalled(Received request, Received question) {
    return RedemptionDecided.newBuilder(Records.redeemed(request))
        .setAnsweredPosition(Records.position(question.position()))
        .build();
  }

  private static RedemptionDecided notDecided(Received question) {
    return Records.decided(question)
        .setOutcome(Outcome.NOT_DECIDED)
        .setPosition(question.request().getAsk().getAt())
        .build();
  }

  private static Reply get(Received request) {
    return GATEWAY.get(path(request));
  }

  private static String path(Received request) {
    return "%s/%s?at=%s".formatted(PATH, request.id(), request.at());
  }
}
