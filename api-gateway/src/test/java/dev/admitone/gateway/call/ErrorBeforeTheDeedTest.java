package dev.admitone.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.OperationCall;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.schemas.topics.Topics;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call that is refused has changed nothing: each refusal, on each operation of the contract that
 * changes something, leaves the requests topic as it was.
 */
@Tag("services")
@Tag("essential")
class ErrorBeforeTheDeedTest {

  /** Takes anything: only what the gateway itself sends is refused. */
  private static final List<String> ACCEPTED =
      List.of(
          "application/json",
          "application/json;charset=iso-8859-1",
          "application/json;charset=utf-16",
          "application/json;version=2",
          "application/*",
          "text/html, */*;q=0.1",
          "application/problem+json, application/json;q=0.1",
          "");

  private static final List<String> NOT_ACCEPTED =
      List.of(
          "text/html",
          "application/xml",
          "text/event-stream",
          "application/problem+json",
          "application/vnd.api+json",
          "application/json;q=0",
          "*/*, application/json;q=0",
          "*/*, application/*;q=0",
          "nonsense",
          "application/json;q=x",
          "/");

  private final Gateway gateway = Gateway.shared();

  static List<OperationCall> changes() {
    return OperationCall.changes();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anAnswerThatTheCallerDoesNotTakeIsRefusedBeforeAnythingIsSent(OperationCall change) {
    long before = requestCount();
    for (String accept : NOT_ACCEPTED) {
      Reply reply = send(change, "Accept", accept);
      assertThat(reply.status()).as(accept).isEqualTo(406);
      assertThat(reply.field("reason")).isEqualTo("NOT_ACCEPTABLE");
    }
    assertThat(requestCount()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void everyOtherRefusalComesBeforeAnythingIsSent(OperationCall change) throws IOException {
    long before = requestCount();
    for (String type :
        List.of("text/plain", "application/xml", "x", "application/json;charset=x")) {
      assertThat(send(change, "Content-Type", type).status()).as(type).isIn(400, 415);
    }
    for (String key : List.of("", " ", "a b", "k".repeat(256))) {
      assertThat(send(change, "Idempotency-Key", key).status()).as(key).isEqualTo(400);
    }
    Reply twoKeys = send(change, "Idempotency-Key", "one", "Idempotency-Key", "two");
    assertThat(twoKeys.status()).isEqualTo(400);
    String wrongToken = Tokens.ofUser("eve");
    for (String token : List.of("Bearer", "Bearer x", "Basic eDp4", "Bearer " + wrongToken)) {
      assertThat(send(change, "Authorization", token).status()).as(token).isIn(401, 403);
    }
    for (String path : List.of("/", ";a=b", "/more", "%2f", "%00", "//")) {
      assertThat(send(change, change.path() + path).status()).as(path).isIn(400, 404, 405);
    }
    for (String method : List.of("PUT", "DELETE", "QUERY")) {
      assertThat(send(method, change.path(), change.body()).status()).isIn(400, 403, 404, 405);
    }
    for (String body :
        List.of(
            "", "{", "[]", "null", change.body() + "}", "{\"code\":1}", " ".repeat(17 * 1024))) {
      assertThat(send(change.method(), change.path(), body).status()).as(body).isIn(400, 413);
    }
    for (String header :
        List.of(
            "Expect: nonsense",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding: nonsense",
            "Content-Length: 2",
            "No colon",
            "Many: " + "x".repeat(70_000))) {
      assertThat(statusOf(change, header)).as(header).isBetween(400, 599);
    }
    assertThat(requestCount()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsNotRefusedIsAnsweredInJson(OperationCall change) {
    for (String accept : ACCEPTED) {
      OperationCall call = OperationCall.of(change.operation());
      Reply reply = send(call, "Accept", accept, "Prefer", "respond-async");
      assertThat(reply.status()).as(accept).isEqualTo(202);
      assertThat(reply.header("Content-Type")).isEqualTo("application/json");
      // Of the request, or of one of many.
      assertThat(reply.text()).contains("\"status\":\"PENDING\"");
    }
  }

  @Test
  void aQuestionIsRefusedAsWell() {
    String path = "/api/redemptions/" + UUID.randomUUID();
    assertThat(gateway.get(path, "Accept", "text/html").status()).isEqualTo(406);
    assertThat(gateway.get(path + "/events", "Accept", "text/html").status()).isEqualTo(406);
    assertThat(gateway.get(path + "/events", "Accept", "text/event-stream").status())
        .isEqualTo(404);
    String body = "{\"code\":\"%s\"}".formatted(Records.newCode());
    String validate = "/api/invites/validate";
    assertThat(gateway.post(validate, body, "Accept", "text/html").status()).isEqualTo(406);
    assertThat(gateway.post(validate, body, "Accept", "application/json;charset=utf-16").status())
        .isEqualTo(200);
  }

  private Reply send(OperationCall change, String... headers) {
    return send(change.method(), change.path(), change.body(), headers);
  }

  private Reply send(OperationCall change, String path) {
    return send(change.method(), path, change.body());
  }

  private Reply send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(path));
    List<String> given = List.of(headers);
    if (!given.contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (!given.contains("Authorization")) {
      request.header("Authorization", "Bearer " + Tokens.forAll());
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return gateway.send(request.method(method, BodyPublishers.ofString(body)).build());
  }

  /** The status of the answer to what Java's own client does not send. */
  private int statusOf(OperationCall change, String header) throws IOException {
    URI uri = gateway.uri("/");
    String head =
        """
        %s %s HTTP/1.1
        Host: x
        Connection: close
        Authorization: Bearer %s
        Content-Type: application/json
        %s
        """
            .formatted(change.method(), change.path(), Tokens.forAll(), header);
    boolean framed = header.startsWith("Content-Length") || header.startsWith("Transfer-Encoding");
    String length = framed ? "" : "Content-Length: %d\n".formatted(change.body().length());
    String call = (head + length + "\n").replace("\n", "\r\n") + change.body();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(call.getBytes(UTF_8));
      String reply = new String(socket.getInputStream().readNBytes(12), UTF_8);
      assertThat(reply).startsWith("HTTP/1.1 ");
      return Integer.parseInt(reply.substring("HTTP/1.1 ".length()).strip());
    }
  }

  /** How many records the requests topic has ever had. */
  private static long requestCount() {
    List<TopicPartition> partitions =
        IntStream.range(0, Topics.PARTITION_COUNT_DEFAULT)
            .mapToObj(partition -> new TopicPartition(Topics.REQUESTS, partition))
            .toList();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServices.kafka().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
