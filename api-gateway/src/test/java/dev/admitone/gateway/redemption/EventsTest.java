package dev.admitone.gateway.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A request's server-sent events. */
@Tag("services")
@Tag("essential")
class EventsTest {

  private static final String PATH = "/api/redemptions";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @Test
  void tellsADecisionThatIsThereAsGetDoesAndEnds() {
    Received received = sent();
    processor.publish(Records.redeemed(received));
    Await.patiently()
        .untilAsserted(
            () -> assertThat(gateway.get(path(received)).field("status")).isEqualTo("REDEEMED"));
    for (String query : new String[] {"", "?at=" + received.at()}) {
      Reply events = gateway.get(path(received) + "/events" + query);
      assertThat(events.status()).isEqualTo(200);
      assertThat(events.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
      assertThat(events.header("Cache-Control")).isEqualTo("no-store, no-transform");
      assertThat(events.text())
          .isEqualTo("event: decided\ndata: %s\n\n".formatted(gateway.get(path(received)).text()));
    }
  }

  @Test
  void waitsForTheDecisionWithHeartbeatsAndEnds() throws Exception {
    Received received = sent();
    try (Gateway own = Gateway.start("--admit-one.gateway.events.heartbeat=100ms")) {
      CompletableFuture<Reply> events = own.getLater(events(received));
      Await.patiently().untilAsserted(() -> assertThat(own.gauge("admitone.waiters")).isEqualTo(1));
      CompletableFuture<Reply> tooShort =
          own.getLater(path(received) + "?at=" + received.at(), "Prefer", "wait=1");
      assertThat(tooShort.get().field("status")).isEqualTo("PENDING");
      assertThat(events).isNotDone();
      processor.publish(Records.refused(received, RefusalReason.EXHAUSTED));
      assertThat(events.get().text())
          .matches(
              "(:\n\n){2,}event: decided\ndata: \\{\"requestId\":\"%s\",\"status\":\"REFUSED\".*\n\n"
                  .formatted(received.id()));
      assertThat(own.gauge("admitone.waiters")).isZero();
    }
  }

  @Test
  void endsAfterAWhileWithHowTheRequestStands() {
    Received received = sent();
    try (Gateway own = Gateway.start("--admit-one.gateway.events.max-duration=1s")) {
      assertThat(own.get(events(received)).text())
          .matches(
              ":\n\nretry: [0-9]+000\nevent: pending\ndata: \\{\"requestId\":\"%s\",\"status\":\"PENDING\",\"ahead\":[0-9]+}\n\n"
                  .formatted(received.id()));
    }
  }

  @Test
  void endsAtOnceWhereNoWaiterIsLeft() throws Exception {
    Received received = sent();
    try (Gateway small = Gateway.start("--admit-one.gateway.max-asking-waiters=1")) {
      CompletableFuture<Reply> first = small.getLater(events(received));
      Await.patiently()
          .untilAsserted(() -> assertThat(small.gauge("admitone.waiters")).isEqualTo(1));
      assertThat(small.getLater(events(received)).get(10, TimeUnit.MINUTES).text())
          .contains("event: pending\n");
      assertThat(first).isNotDone();
      processor.publish(Records.redeemed(received));
      assertThat(first.join().text()).contains("event: decided\n");
    }
  }

  @Test
  void aCallerThatGoesAwayTakesNoWaiterAnyLonger() throws Exception {
    Received received = sent();
    try (Gateway own = Gateway.start("--admit-one.gateway.events.heartbeat=50ms")) {
      HttpClient client = HttpClient.newHttpClient();
      InputStream body =
          client
              .send(
                  HttpRequest.newBuilder(own.uri(events(received)))
                      .header("Authorization", "Bearer " + Tokens.forAll())
                      .build(),
                  BodyHandlers.ofInputStream())
              .body();
      assertThat(body.read()).isEqualTo(':');
      assertThat(own.gauge("admitone.waiters")).isEqualTo(1);
      body.close();
      client.shutdownNow();
      Await.patiently().untilAsserted(() -> assertThat(own.gauge("admitone.waiters")).isZero());
    }
  }

  @Test
  void endsWhenTheGatewayStops() {
    Received received = sent();
    Gateway stopping = Gateway.start();
    CompletableFuture<Reply> events = stopping.getLater(events(received));
    Await.patiently()
        .untilAsserted(() -> assertThat(stopping.gauge("admitone.waiters")).isEqualTo(1));
    stopping.stop();
    assertThat(events.join().text()).contains("event: pending\n");
  }

  @Test
  void saysThatAnIdIsUnknownOnceThePositionIsDecidedWithoutIt() {
    Received received = sent();
    try (Gateway own = Gateway.start("--admit-one.gateway.events.heartbeat=100ms")) {
      String made = PATH + "/" + UUID.randomUUID() + "/events?at=" + received.at();
      CompletableFuture<Reply> events = own.getLater(made);
      Await.patiently().untilAsserted(() -> assertThat(own.gauge("admitone.waiters")).isEqualTo(1));
      processor.publish(Records.redeemed(received));
      assertThat(events.join().text())
          .contains("event: unknown\n")
          .contains("\"reason\":\"UNKNOWN_REQUEST\"");
      assertThat(own.get(made).status()).isEqualTo(404);
    }
  }

  @Test
  void doesNotKnowWhatGetDoesNotKnow() {
    Received received = sent();
    Reply unknown = gateway.get(path(received) + "/events", "Accept", "text/event-stream");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(unknown.field("reason")).isEqualTo("UNKNOWN_REQUEST");
    assertThat(gateway.get(PATH + "/17/events").status()).isEqualTo(400);
    assertThat(gateway.get(path(received) + "/events?at=here").status()).isEqualTo(400);
  }

  private Received sent() {
    Reply reply =
        gateway.post(
            PATH,
            "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code),
            "Prefer",
            "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    return processor.await(code);
  }

  private static String path(Received received) {
    return PATH + "/" + received.id();
  }

  private static String events(Received received) {
    return path(received) + "/events?at=" + received.at();
  }
}
