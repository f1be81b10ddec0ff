package dev.admitone.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Contract;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.OperationCall;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.gateway.web.BodyLimit;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.contract.OpenApiContract.Saying;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation of the contract refuses a call, and a request, for each reason that it names. */
@Tag("services")
@Tag("essential")
class OperationRefusalsTest {

  private static final Set<String> OF_THE_CALL =
      Set.of(
          "INVALID_REQUEST",
          "TOKEN_MISSING",
          "TOKEN_INVALID",
          "SCOPE_MISSING",
          "CROSS_SITE_CALL",
          "ORIGIN_NOT_ALLOWED",
          "NOT_ACCEPTABLE",
          "BODY_TOO_LARGE",
          "UNSUPPORTED_MEDIA_TYPE");

  private static final Set<String> OF_THE_DECISION =
      Stream.concat(
              Arrays.stream(RefusalReason.values()).map(Enum::name),
              Stream.of("DEAD_LETTERED", "UNRECOGNIZED_OUTCOME"))
          .collect(Collectors.toSet());

  /** A setting makes this call need a token: see TokenSettingsTest. */
  private static final Saying WITH_A_SETTING = new Saying("validateInvite", 401, "TOKEN_MISSING");

  /** Without any origin named, a gateway leaves it to browsers what their pages may read. */
  private static final Gateway FOR_PAGES =
      Gateway.start("--admit-one.gateway.cors.allowed-origins[0]=https://shop.example.org");

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();

  @AfterAll
  static void stop() {
    FOR_PAGES.close();
  }

  static List<Arguments> callsThatAreRefused() {
    return each(OF_THE_CALL);
  }

  static List<Arguments> requestsThatAreRefused() {
    return each(OF_THE_DECISION);
  }

  private static List<Arguments> each(Set<String> reasons) {
    return OperationCall.all().stream()
        .flatMap(
            call ->
                Contract.sayings().stream()
                    .filter(saying -> saying.operation().equals(call.operationId()))
                    .filter(saying -> reasons.contains(saying.what()))
                    .filter(saying -> !saying.equals(WITH_A_SETTING))
                    // With a code of its own, since each waits for its own request.
                    .map(saying -> Arguments.of(OperationCall.of(call.operation()), saying)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("callsThatAreRefused")
  void aCallIsRefused(OperationCall call, Saying saying) {
    Reply reply = sendWrongly(call, saying.what());
    assertThat(reply.status()).isEqualTo(saying.status());
    assertThat(reply.field("reason")).isEqualTo(saying.what());
  }

  private Reply sendWrongly(OperationCall call, String reason) {
    return switch (reason) {
      case "INVALID_REQUEST" ->
          call.hasBody()
              ? call.withBody("[]").send(gateway)
              : call.withPath("/api/redemptions/x" + eventsOf(call)).send(gateway);
      case "TOKEN_MISSING" -> call.sendAsItIs(gateway, "Content-Type", "application/json");
      case "TOKEN_INVALID" -> call.send(gateway, "Authorization", "Bearer x");
      case "SCOPE_MISSING" -> call.send(gateway, "Authorization", "Bearer " + Tokens.ofUser("eve"));
      case "CROSS_SITE_CALL" ->
          call.send(
              gateway, "Cookie", "session=" + Tokens.forAll(), "Sec-Fetch-Site", "cross-site");
      case "ORIGIN_NOT_ALLOWED" -> call.send(FOR_PAGES, "Origin", "https://evil.example");
      case "NOT_ACCEPTABLE" -> call.send(gateway, "Accept", "text/html");
      case "BODY_TOO_LARGE" ->
          call.withBody(" ".repeat(BodyLimit.BULK_BYTES_MAX + 1)).send(gateway);
      case "UNSUPPORTED_MEDIA_TYPE" -> call.send(gateway, "Content-Type", "text/plain");
      default -> throw new IllegalStateException("Say here how to be refused for " + reason);
    };
  }

  private static String eventsOf(OperationCall call) {
    return call.operationId().equals("streamRedemption") ? "/events" : "";
  }

  @ParameterizedTest
  @MethodSource("requestsThatAreRefused")
  void aRequestIsRefused(OperationCall call, Saying saying) {
    CompletableFuture<Reply> waiting = call.later(gateway, "Prefer", "wait=30");
    Received received = processor.await(call.code());
    processor.publish(decision(received, saying.what()));
    Reply reply = waiting.join();
    assertThat(reply.status()).isEqualTo(saying.status());
    assertThat(reply.field("reason")).isEqualTo(saying.what());
    assertThat(reply.field("requestId")).isEqualTo(received.id().toString());
  }

  private static RedemptionDecided decision(Received received, String reason) {
    return switch (reason) {
      case "DEAD_LETTERED" -> Records.deadLettered(received);
      case "UNRECOGNIZED_OUTCOME" ->
          Records.decided(received).setOutcome(Outcome.UNRECOGNIZED).build();
      default -> Records.refused(received, RefusalReason.valueOf(reason));
    };
  }
}
