package dev.admitone.gateway.redemption;

import static dev.admitone.gateway.redemption.BulkCalls.PATH;
import static dev.admitone.gateway.redemption.BulkCalls.body;
import static dev.admitone.gateway.redemption.BulkCalls.ids;
import static dev.admitone.gateway.redemption.BulkCalls.one;
import static dev.admitone.gateway.redemption.BulkCalls.outcomes;
import static dev.admitone.gateway.redemption.BulkCalls.results;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many redemptions in one call. */
@Tag("services")
@Tag("essential")
class BulkRedemptionTest {

  private static final String ASYNC = "respond-async";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();
  private final String otherCode = Records.newCode();
  private final String key = Records.newCode();

  @Test
  void eachRedemptionIsARequestOfItsOwnAndTheResultsAreInTheOrderOfTheCall() {
    List<String> users = IntStream.range(0, 100).mapToObj(i -> "user-" + i).toList();
    CompletableFuture<Reply> reply = send(body(code, users), "wait=30");
    List<Received> sent = processor.await(code, 100);
    assertThat(sent)
        .extracting(one -> one.request().getRedeem().getUserId())
        .containsExactlyElementsOf(users);
    assertThat(sent.stream().map(Received::id).distinct()).hasSize(100);
    sent.reversed().forEach(one -> processor.publish(Records.redeemed(one)));

    assertThat(reply.join().status()).isEqualTo(200);
    assertThat(reply.join().json().path("pending").asInt(-1)).isZero();
    assertThat(reply.join().header("Preference-Applied")).isEqualTo("wait=30");
    assertThat(results(reply.join()))
        .extracting(result -> result.path("userId").asString(""))
        .containsExactlyElementsOf(users);
    assertThat(outcomes(reply.join())).containsOnly("REDEEMED");
    assertThat(ids(reply.join()))
        .containsExactlyElementsOf(sent.stream().map(one -> one.id().toString()).toList());
  }

  @Test
  void eachResultIsWhatTheStatusCallResponds() {
    CompletableFuture<Reply> reply =
        send(body(code, List.of("ann", "bob", "cid", "dan")), "wait=30");
    List<Received> sent = processor.await(code, 4);
    processor.publish(Records.redeemed(sent.get(0)));
    processor.publish(Records.refused(sent.get(1), RefusalReason.EXHAUSTED));
    processor.publish(Records.deadLettered(sent.get(2)));
    processor.publish(Records.decided(sent.get(3)).setOutcome(Outcome.UNRECOGNIZED).build());
    assertThat(outcomes(reply.join()))
        .containsExactly("REDEEMED", "EXHAUSTED", "UNDECODABLE", "UNRECOGNIZED_OUTCOME");
    for (JsonNode result : results(reply.join())) {
      String status = "/api/redemptions/" + result.path("requestId").asString("");
      assertThat(result).isEqualTo(gateway.get(status).json());
    }
  }

  @Test
  void whatIsNotDecidedInTimeIsPendingAndIsCompletedUnderTheSameKey() {
    String list = body(code, List.of("ann", "bob", "cid"));
    CompletableFuture<Reply> first = send(list, "wait=2");
    List<Received> sent = processor.await(code, 3);
    processor.publish(Records.redeemed(sent.get(0)));
    processor.publish(Records.redeemed(sent.get(2)));
    assertThat(first.join().status()).isEqualTo(202);
    assertThat(Integer.parseInt(first.join().header("Retry-After"))).isBetween(1, 30);
    assertThat(outcomes(first.join())).containsExactly("REDEEMED", "PENDING", "REDEEMED");
    assertThat(first.join().json().path("pending").asInt(-1)).isEqualTo(1);
    Received open = sent.get(1);
    JsonNode pending = results(first.join()).get(1);
    assertThat(pending.path("location").asString())
        .isEqualTo("/api/redemptions/%s?at=%s".formatted(open.id(), open.at()));
    assertThat(pending.path("ahead").isIntegralNumber()).isTrue();
    assertThat(pending.path("retryAfterSeconds").asInt(-1))
        .isEqualTo(Integer.parseInt(first.join().header("Retry-After")));

    CompletableFuture<Reply> again = send(list, "wait=30");
    // What is known to be decided is not sent again.
    Received repeated = processor.await(code, 4).get(3);
    assertThat(repeated.request()).isEqualTo(open.request());
    processor.publish(Records.redeemed(repeated));
    assertThat(again.join().status()).isEqualTo(200);
    assertThat(outcomes(again.join())).containsOnly("REDEEMED");
    assertThat(ids(again.join())).isEqualTo(ids(first.join()));
    assertThat(processor.receivedFor(code)).hasSize(4);
    assertThat(send(list, "wait=30").join().text()).isEqualTo(again.join().text());
  }

  @Test
  void aCallerThatDoesNotWaitLearnsWhereEachRequestIs() {
    Reply reply = send(body(code, List.of("ann", "bob")), ASYNC).join();
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("Preference-Applied")).isEqualTo(ASYNC);
    assertThat(outcomes(reply)).containsExactly("PENDING", "PENDING");
    List<Received> sent = processor.await(code, 2);
    sent.forEach(one -> processor.publish(Records.redeemed(one)));
    for (JsonNode result : results(reply)) {
      String location = result.path("location").asString("");
      assertThat(gateway.get(location, "Prefer", "wait=30").field("status")).isEqualTo("REDEEMED");
    }
  }

  @Test
  void anotherRedemptionAtAPlaceOfTheListIsRefusedAndTheOthersAreNotTouched() {
    CompletableFuture<Reply> first = send(body(code, List.of("ann", "bob")), "wait=30");
    List<Received> sent = processor.await(code, 2);
    sent.forEach(one -> processor.publish(Records.redeemed(one)));
    assertThat(outcomes(first.join())).containsExactly("REDEEMED", "REDEEMED");

    CompletableFuture<Reply> other = send(body(code, List.of("ann", "cid", "dan")), "wait=30");
    List<Received> more = processor.await(code, 4);
    assertThat(more.get(2).id()).isEqualTo(sent.get(1).id());
    assertThat(more.get(2).request().getContentFingerprint())
        .isNotEqualTo(sent.get(1).request().getContentFingerprint());
    processor.publish(Records.refused(more.get(2), RefusalReason.REQUEST_ID_REUSED));
    processor.publish(Records.redeemed(more.get(3)));
    assertThat(other.join().status()).isEqualTo(200);
    assertThat(outcomes(other.join())).containsExactly("REDEEMED", "REQUEST_ID_REUSED", "REDEEMED");
    assertThat(results(other.join()).getFirst()).isEqualTo(results(first.join()).getFirst());
    assertThat(results(other.join()).get(1).path("status").asString()).isEqualTo("REFUSED");
  }

  @Test
  void theFirstRedemptionIsTheOneThatACallOfItsOwnMakesUnderTheSameKey() {
    CompletableFuture<Reply> single =
        gateway.postLater(
            "/api/redemptions", one(code, "ann"), "Idempotency-Key", key, "Prefer", "wait=30");
    Received sent = processor.await(code);
    processor.publish(Records.redeemed(sent));
    assertThat(single.join().status()).isEqualTo(200);

    CompletableFuture<Reply> bulk = send(body(code, List.of("ann", "bob")), "wait=30");
    Received second = processor.await(code, 2).get(1);
    assertThat(second.request().getRedeem().getUserId()).isEqualTo("bob");
    processor.publish(Records.redeemed(second));
    assertThat(results(bulk.join()).getFirst()).isEqualTo(single.join().json());
    assertThat(processor.receivedFor(code)).hasSize(2);
  }

  @Test
  void redemptionsOfOneCodeLieInTheLogInTheOrderOfTheList() {
    String list = body(one(code, "ann"), one(otherCode, "ann"), one(code, "bob"), one(code, "ann"));
    send(list, ASYNC).join();
    List<Received> sent = processor.await(code, 3);
    assertThat(sent)
        .extracting(one -> one.request().getRedeem().getUserId())
        .containsExactly("ann", "bob", "ann");
    assertThat(sent.get(0).position().offset()).isLessThan(sent.get(2).position().offset());
    assertThat(sent.get(0).id()).isNotEqualTo(sent.get(2).id());
  }

  @Test
  void withoutAKeyTheSameListIsRedeemedAnew() {
    for (int i = 0; i < 2; i++) {
      gateway.post(PATH, body(code, List.of("ann", "bob")), "Prefer", ASYNC);
    }
    assertThat(processor.await(code, 4).stream().map(Received::id).map(UUID::version))
        .containsOnly(7);
    assertThat(processor.receivedFor(code).stream().map(Received::id).distinct()).hasSize(4);
  }

  @Test
  void takesThePlaceOfOneWaiterHoweverManyRedemptionsItWaitsFor() {
    try (Gateway small = Gateway.start("--admit-one.gateway.max-waiters=1")) {
      List<String> users = IntStream.range(0, 30).mapToObj(i -> "user-" + i).toList();
      CompletableFuture<Reply> reply = BulkCalls.send(small, body(code, users), key, "wait=30");
      List<Received> sent = processor.await(code, 30);
      assertThat(small.gauge("admitone.waiters")).isLessThanOrEqualTo(1);
      sent.reversed().forEach(one -> processor.publish(Records.redeemed(one)));
      assertThat(reply.join().status()).isEqualTo(200);
    }
  }

  @Test
  void beyondTheMostOpenCallsOfTheKindACallIsToldToTryAgainAndSendsNothing() {
    try (Gateway small = Gateway.start("--admit-one.gateway.max-bulk-redemption-calls=1")) {
      CompletableFuture<Reply> running =
          BulkCalls.send(small, body(code, List.of("ann")), key, "wait=30");
      Received first = processor.await(code);
      Reply refused = small.post(PATH, body(otherCode, List.of("ann")));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.field("reason")).isEqualTo("OVERLOADED");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      // Others are not concerned.
      assertThat(small.post("/api/redemptions", one(code, "bob"), "Prefer", ASYNC).status())
          .isEqualTo(202);
      processor.publish(Records.redeemed(first));
      assertThat(running.join().status()).isEqualTo(200);
      // Each way to end gives the place back.
      for (String bad : List.of("{", "{\"redemptions\":[]}", body(one("-", "ann")))) {
        Await.patiently()
            .untilAsserted(() -> assertThat(small.post(PATH, bad).status()).isEqualTo(400));
      }
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(small.post(PATH, body(code, List.of("cid")), "Prefer", ASYNC).status())
                      .isEqualTo(202));
      assertThat(processor.receivedFor(otherCode)).isEmpty();
    }
  }

  @Test
  void aUserRedeemsManyForItselfAndForNoOther() {
    String[] ann = {"Authorization", "Bearer " + Tokens.ofUser("ann"), "Prefer", ASYNC};
    Reply refused = gateway.post(PATH, body(code, List.of("ann", "bob", "cid")), ann);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.field("reason")).isEqualTo("OTHER_USER");
    assertThat(refused.json().path("index").asInt(-1)).isEqualTo(1);
    assertThat(refused.field("instance")).isEqualTo(PATH);
    assertThat(gateway.post(PATH, body(otherCode, List.of("ann", "ann")), ann).status())
        .isEqualTo(202);
    processor.await(otherCode, 2);
    assertThat(processor.receivedFor(code)).isEmpty();
  }

  @Test
  void theMetricsTellHowManyRedemptionsTheCallsHaveAndHowTheCallsEnded() {
    try (Gateway own = Gateway.start()) {
      own.post(PATH, body(code, List.of("ann", "bob", "cid")), "Prefer", ASYNC);
      assertThat(own.manage("/actuator/prometheus").text())
          .contains("admitone_bulk_size_count{application=\"api-gateway\"} 1")
          .contains("admitone_bulk_size_sum{application=\"api-gateway\"} 3.0");
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(own.manage("/actuator/prometheus").text().lines())
                      .anyMatch(
                          line ->
                              line.startsWith("http_server_requests_seconds_count{")
                                  && line.contains("uri=\"%s\"".formatted(PATH))
                                  && line.contains("decision=\"PENDING\"")));
    }
  }

  private CompletableFuture<Reply> send(String body, String preference) {
    return BulkCalls.send(gateway, body, key, preference);
  }
}
