package dev.admitone.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Many codes in one call. */
@Tag("services")
@Tag("essential")
class BulkCreationTest {

  private static final String PATH = "/api/invites";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();

  /** Tells this test's requests from those of others. */
  private final long maxUses = ThreadLocalRandom.current().nextLong(1_000_000, Long.MAX_VALUE);

  private final String key = Records.newCode();

  @Test
  void makesARequestForEachCodeAndAnswersWhenItsOwnStoreShowsAll() throws Exception {
    CompletableFuture<Reply> reply =
        gateway.postLater(
            PATH,
            "{\"count\":50,\"maxUses\":%d,\"expiresAt\":\"2031-01-31T12:00:00Z\"}"
                .formatted(maxUses),
            "Prefer",
            "wait=30");
    List<Received> sent = processor.awaitCreations(maxUses, 50);
    Instant expiresAt = Instant.parse("2031-01-31T12:00:00Z");
    assertThat(sent)
        .extracting(one -> one.request().getCreateInvite())
        .containsOnly(new CreateInvite(false, maxUses, null, expiresAt, "tester"));
    assertThat(sent.stream().map(Received::id).distinct()).hasSize(50);
    sent.forEach(one -> processor.publish(Records.done(one, 1)));
    sent.subList(1, 50).forEach(this::show);
    Await.patiently().untilAsserted(() -> assertThat(gateway.gauge("admitone.waiters")).isZero());
    assertThat(reply).isNotDone();
    show(sent.getFirst());
    assertThat(reply.get().status()).isEqualTo(201);
    assertThat(reply.get().field("status")).isEqualTo("DONE");
    assertThat(reply.get().json().path("count").asInt(-1)).isEqualTo(50);
    assertThat(reply.get().json().has("pending")).isFalse();
    assertThat(codes(reply.get()))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(codes(sent));
  }

  @Test
  void saysWhatIsNotDecidedInTimeAndCompletesTheSameCodesWhenSentAgain() throws Exception {
    CompletableFuture<Reply> first = post(gateway, 5, "wait=2");
    answer(processor.awaitCreations(maxUses, 1).getFirst());
    List<Received> sent = processor.awaitCreations(maxUses, 5);
    sent.subList(1, 4).forEach(this::answer);
    assertThat(first.get().status()).isEqualTo(202);
    assertThat(first.get().field("status")).isEqualTo("PENDING");
    assertThat(first.get().field("requestId")).isEqualTo(sent.getFirst().id().toString());
    assertThat(Integer.parseInt(first.get().header("Retry-After"))).isBetween(1, 30);
    assertThat(codes(first.get())).containsExactlyInAnyOrderElementsOf(codes(sent.subList(0, 4)));
    Received open = sent.get(4);
    JsonNode pending = first.get().json().path("pending");
    assertThat(pending).hasSize(1);
    assertThat(pending.path(0).path("code").asString()).isEqualTo(open.request().getCode());
    assertThat(pending.path(0).path("location").asString())
        .isEqualTo("/api/redemptions/%s?at=%s".formatted(open.id(), open.at()));

    CompletableFuture<Reply> again = post(gateway, 5, "wait=30");
    // What is known to be decided is not sent again.
    Received repeated = processor.awaitCreations(maxUses, 6).get(5);
    assertThat(repeated.request()).isEqualTo(open.request());
    answer(repeated);
    assertThat(again.get().status()).isEqualTo(201);
    assertThat(codes(again.get())).containsExactlyInAnyOrderElementsOf(codes(sent));
    assertThat(processor.creations(maxUses)).hasSize(6);
    assertThat(codes(post(gateway, 5, "wait=30").get())).isEqualTo(codes(again.get()));
  }

  @Test
  void takesThePlaceOfOneWaiterHoweverManyCodesItWaitsFor() throws Exception {
    try (Gateway small = Gateway.start("--admit-one.gateway.max-waiters=1")) {
      CompletableFuture<Reply> reply =
          small.postLater(
              PATH, "{\"count\":30,\"maxUses\":%d}".formatted(maxUses), "Prefer", "wait=30");
      List<Received> sent = processor.awaitCreations(maxUses, 30);
      assertThat(small.gauge("admitone.waiters")).isLessThanOrEqualTo(1);
      sent.reversed().forEach(this::answer);
      assertThat(reply.get().status()).isEqualTo(201);
    }
  }

  @Test
  void refusesAKeyOfAnotherCallBeforeAnythingElseIsSent() throws Exception {
    CompletableFuture<Reply> reply = post(gateway, 5, "wait=30");
    Received first = processor.awaitCreations(maxUses, 1).getFirst();
    processor.publish(Records.refused(first, RefusalReason.REQUEST_ID_REUSED));
    assertThat(reply.get().status()).isEqualTo(422);
    assertThat(processor.creations(maxUses)).hasSize(1);
  }

  @Test
  void theSameKeyWithAnotherCountIsAnotherContentUnderTheSameId() throws Exception {
    post(gateway, 5, "wait=1").get();
    post(gateway, 6, "wait=1").get();
    List<Received> sent = processor.awaitCreations(maxUses, 2);
    assertThat(sent.get(1).id()).isEqualTo(sent.get(0).id());
    assertThat(sent.get(1).request().getContentFingerprint())
        .isNotEqualTo(sent.get(0).request().getContentFingerprint());
  }

  @Test
  void sendsNoOtherCodeBeforeTheFirstIsDecidedAtNoTry() throws Exception {
    for (String preference : new String[] {"wait=1", "wait=1", "respond-async"}) {
      Reply undecided = post(gateway, 5, preference).get();
      assertThat(undecided.status()).isEqualTo(202);
      assertThat(undecided.field("status")).isEqualTo("PENDING");
      assertThat(codes(undecided)).isEmpty();
      assertThat(undecided.json().path("pending")).hasSize(1);
      assertThat(undecided.json().path("unsent").asInt(-1)).isEqualTo(4);
    }
    List<Received> tries = processor.awaitCreations(maxUses, 3);
    assertThat(tries).extracting(Received::request).containsOnly(tries.getFirst().request());
    processor.publish(Records.refused(tries.getLast(), RefusalReason.REQUEST_ID_REUSED));
    Reply reused = post(gateway, 5, "wait=30").get();
    assertThat(reused.status()).isEqualTo(422);
    assertThat(processor.creations(maxUses)).hasSize(3);
  }

  @Test
  void sendsTheOthersOnceTheFirstIsDecidedAlsoWhereNobodyWaits() throws Exception {
    CompletableFuture<Reply> reply = post(gateway, 5, "respond-async");
    answer(processor.awaitCreations(maxUses, 1).getFirst());
    List<Received> sent = processor.awaitCreations(maxUses, 5);
    assertThat(reply.get().status()).isEqualTo(202);
    assertThat(reply.get().json().has("unsent")).isFalse();
    sent.subList(1, 5).forEach(this::answer);
    assertThat(post(gateway, 5, "wait=30").get().status()).isEqualTo(201);
  }

  @Test
  void beyondTheMostCallsOfTheKindItIsAnsweredToTryAgain() throws Exception {
    try (Gateway small = Gateway.start("--admit-one.gateway.max-bulk-calls=1")) {
      CompletableFuture<Reply> running = post(small, 2, "wait=30");
      Received first = processor.awaitCreations(maxUses, 1).getFirst();
      Reply refused = post(small, 2, "wait=30").get();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.field("reason")).isEqualTo("OVERLOADED");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      answer(first);
      answer(processor.awaitCreations(maxUses, 2).get(1));
      assertThat(running.get().status()).isEqualTo(201);
      assertThat(post(small, 2, "wait=30").get().status()).isEqualTo(201);
    }
  }

  @Test
  void aCallThatBreaksOffAfterItsFirstCodeIsCompletedByARetry(@TempDir Path directory)
      throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
    int port = kafka.port();
    try (Gateway own = Gateway.startOn(kafka.bootstrapServers())) {
      own.awaitReady();
      PlayedProcessor played = new PlayedProcessor(kafka.bootstrapServers());
      CompletableFuture<Reply> first = post(own, 4, "wait=3");
      Received sent = played.awaitCreations(maxUses, 1).getFirst();
      kafka.stop();
      assertThat(first.get().status()).isEqualTo(202);
      assertThat(first.get().json().path("unsent").asInt(-1)).isEqualTo(3);

      kafka = EmbeddedKafka.start(directory, port);
      // Readiness may not have noticed yet that the log took nothing for a while.
      Await.patiently().untilAsserted(() -> assertThat(redeem(own).status()).isEqualTo(202));
      CompletableFuture<Reply> again = post(own, 4, "wait=30");
      Received first2 = played.awaitCreations(maxUses, 2).get(1);
      assertThat(first2.request()).isEqualTo(sent.request());
      answer(played, first2);
      List<Received> all = played.awaitCreations(maxUses, 5);
      all.subList(2, 5).forEach(one -> answer(played, one));
      assertThat(again.get().status()).isEqualTo(201);
      assertThat(codes(again.get())).containsExactlyInAnyOrderElementsOf(codes(all.subList(1, 5)));
    } finally {
      kafka.stop();
    }
  }

  private static Reply redeem(Gateway gateway) {
    return gateway.post(
        "/api/redemptions",
        "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(Records.newCode()),
        "Prefer",
        "respond-async");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"count":0}                    | count must be 1 to 10000
          {"count":-1}                   | count must be 1 to 10000
          {"count":10001}                | count must be 1 to 10000
          {"count":"3"}                  | count must be a whole number
          {"count":2.5}                  | count must be a whole number
          {"count":3,"code":"ABCD"}      | code and count exclude each other
          {"count":3,"maxUses":-1}       | maxUses must be 0 or more, or null for unlimited
          """)
  void refusesAMalformedCount(String body, String error) {
    Reply reply = gateway.post(PATH, body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).isEqualTo(error);
  }

  private CompletableFuture<Reply> post(Gateway where, int count, String preference) {
    return where.postLater(
        PATH,
        "{\"count\":%d,\"maxUses\":%d}".formatted(count, maxUses),
        "Idempotency-Key",
        key,
        "Prefer",
        preference);
  }

  private void answer(Received received) {
    answer(processor, received);
  }

  private void answer(PlayedProcessor played, Received received) {
    played.publish(Records.done(received, 1));
    played.publish(Records.snapshot(received.request().getCode(), 1).build());
  }

  private void show(Received received) {
    processor.publish(Records.snapshot(received.request().getCode(), 1).build());
  }

  private static List<String> codes(Reply reply) {
    return reply.json().path("codes").valueStream().map(JsonNode::asString).toList();
  }

  private static List<String> codes(List<Received> received) {
    return received.stream().map(one -> one.request().getCode()).toList();
  }
}
