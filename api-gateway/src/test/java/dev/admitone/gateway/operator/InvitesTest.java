package dev.admitone.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.testsupport.Await;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("services")
@Tag("essential")
class InvitesTest {

  private static final String PATH = "/api/invites";
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @Test
  void createsAnInviteAndAnswersWhenItsOwnStoreShowsIt() throws Exception {
    CompletableFuture<Reply> reply =
        gateway.postLater(
            PATH,
            """
            {"code":"%s","maxUses":3,"startsAt":"2030-01-31T12:00:00.1239+02:00",
             "expiresAt":"2031-01-31T12:00:00Z"}"""
                .formatted(code),
            "Prefer",
            "wait=30");
    Received received = processor.await(code);
    CreateInvite create = received.request().getCreateInvite();
    Instant startsAt = Instant.parse("2030-01-31T10:00:00.123Z");
    Instant expiresAt = Instant.parse("2031-01-31T12:00:00Z");
    assertThat(create).isEqualTo(new CreateInvite(false, 3L, startsAt, expiresAt, "tester"));
    assertThat(received.request().getContentFingerprint())
        .isEqualTo(ContentFingerprints.of(code, create));
    processor.publish(Records.snapshot(code, 4).build());
    processor.publish(Records.done(received, 5));
    awaitResult(received);
    assertThat(reply).isNotDone();
    processor.publish(
        Records.snapshot(code, 5)
            .setMaxUses(3L)
            .setStartsAt(startsAt)
            .setExpiresAt(expiresAt)
            .build());
    assertThat(reply.get().status()).isEqualTo(201);
    assertThat(reply.get().text())
        .isEqualTo(
            ("{\"kind\":\"CREATED\",\"requestId\":\"%s\",\"status\":\"DONE\",\"code\":\"%s\",\"invite\":{\"code\":\"%s\","
                    + "\"maxUses\":3,\"currentUses\":0,\"remainingUses\":3,"
                    + "\"startsAt\":\"2030-01-31T10:00:00.123Z\","
                    + "\"expiresAt\":\"2031-01-31T12:00:00Z\",\"revoked\":false}}")
                .formatted(received.id(), code, code));
  }

  @Test
  void createsAnUnlimitedInviteWhenNothingElseIsSaid() throws Exception {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, "{\"code\":\"%s\"}".formatted(code));
    Received received = processor.await(code);
    assertThat(received.request().getCreateInvite())
        .isEqualTo(new CreateInvite(true, 0L, null, null, "tester"));
    processor.publish(Records.snapshot(code, 1).build());
    processor.publish(Records.done(received, 1));
    assertThat(reply.get().status()).isEqualTo(201);
    assertThat(reply.get().json().path("invite").path("maxUses").isNull()).isTrue();
    assertThat(reply.get().json().path("invite").path("remainingUses").isNull()).isTrue();
  }

  @Test
  void takesAnyVersionWhereTheDecisionNamesNone() throws Exception {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, "{\"code\":\"%s\"}".formatted(code));
    Received received = processor.await(code);
    processor.publish(Records.snapshot(code, 1).build());
    processor.publish(
        Records.decided(received).setOutcome(Outcome.DONE).setInviteVersion(null).build());
    assertThat(reply.get().status()).isEqualTo(201);
  }

  @Test
  void answersAcceptedWhenTheStoreDoesNotShowTheInviteInTime() throws Exception {
    CompletableFuture<Reply> reply =
        gateway.postLater(PATH, "{\"code\":\"%s\"}".formatted(code), "Prefer", "wait=2");
    Received received = processor.await(code);
    processor.publish(Records.done(received, 1));
    assertThat(reply.get().status()).isEqualTo(202);
    assertThat(reply.get().header("Location"))
        .isEqualTo("/api/redemptions/%s?at=%s".formatted(received.id(), received.at()));
    assertThat(gateway.get(reply.get().header("Location")).field("status")).isEqualTo("DONE");
  }

  @Test
  void refusesACodeThatExists() throws Exception {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, "{\"code\":\"%s\"}".formatted(code));
    processor.publish(Records.refused(processor.await(code), RefusalReason.CODE_EXISTS));
    assertThat(reply.get().status()).isEqualTo(409);
    assertThat(reply.get().field("reason")).isEqualTo("CODE_EXISTS");
  }

  @Test
  void generatesTheSameCodeAgainForTheSameKeyAndAnotherForAnother() {
    Reply first = gateway.post(PATH, "{}", "Idempotency-Key", code, "Prefer", "respond-async");
    Reply again = gateway.post(PATH, "{}", "Idempotency-Key", code, "Prefer", "respond-async");
    Reply other =
        gateway.post(PATH, "{}", "Idempotency-Key", code + "-2", "Prefer", "respond-async");
    Reply without = gateway.post(PATH, "{}", "Prefer", "respond-async");
    assertThat(codeOf(again)).isEqualTo(codeOf(first));
    assertThat(codeOf(other)).isNotEqualTo(codeOf(first));
    assertThat(codeOf(without)).hasSize(12).isNotEqualTo(codeOf(first));
  }

  @Test
  void validatesACodeThatCanBeRedeemed() {
    show(Records.snapshot(code, 1).setMaxUses(3L).setCurrentUses(1).setExpiresAt(FUTURE).build());
    assertThat(validate().status()).isEqualTo(200);
    assertThat(validate().text())
        .isEqualTo(
            ("{\"isValid\":true,\"invite\":{\"code\":\"%s\",\"maxUses\":3,\"currentUses\":1,"
                    + "\"remainingUses\":2,\"expiresAt\":\"2100-01-01T00:00:00Z\"}}")
                .formatted(code));
  }

  @Test
  void tellsThatACodeIsUnknown() {
    assertThat(validate().status()).isEqualTo(200);
    assertThat(validate().text())
        .isEqualTo(
            "{\"isValid\":false,\"reason\":\"UNKNOWN_CODE\","
                + "\"error\":\"This invite code does not exist\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, true, true, REVOKED",
    "false, true, true, true, NOT_YET_VALID",
    "false, false, true, true, EXPIRED",
    "false, false, false, true, EXHAUSTED",
  })
  void tellsTheFirstReasonWhyACodeCannotBeRedeemed(
      boolean revoked, boolean notYetValid, boolean expired, boolean exhausted, String reason) {
    show(
        Records.snapshot(code, 1)
            .setRevokedAt(revoked ? PAST : null)
            .setStartsAt(notYetValid ? FUTURE : PAST)
            .setExpiresAt(expired ? PAST : FUTURE)
            .setMaxUses(2L)
            .setCurrentUses(exhausted ? 2 : 1)
            .build());
    assertThat(validate().json().path("isValid").asBoolean(true)).isFalse();
    assertThat(validate().field("reason")).isEqualTo(reason);
  }

  @Test
  void neverShowsFewerThanNoUsesLeft() {
    show(Records.snapshot(code, 1).setMaxUses(2L).setCurrentUses(5).build());
    assertThat(validate().field("reason")).isEqualTo("EXHAUSTED");
  }

  @Test
  void ignoresLowerVersionsAndWhatIsNoSnapshotAlsoAfterARestart() {
    processor.publish(Records.snapshot(code, 7).setMaxUses(70L).build());
    processor.publish(Records.snapshot(code, 6).setMaxUses(60L).build());
    processor.publishInvite(code, new byte[] {1, 2, 3});
    processor.publishInvite(code, null);
    String other = codeOnPartitionOf(code);
    processor.publishInvite(
        other, RecordCodec.snapshots(1).encode(Records.snapshot(code, 9).setMaxUses(90L).build()));
    // Behind it on the same partition: what is shown of it shows that the others were read.
    String last = codeOnPartitionOf(code);
    show(Records.snapshot(last, 1).build());
    assertThat(remainingUses(gateway)).isEqualTo(70);
    assertThat(
            gateway.post(PATH + "/validate", "{\"code\":\"%s\"}".formatted(other)).field("reason"))
        .isEqualTo("UNKNOWN_CODE");
    try (Gateway restarted = Gateway.start()) {
      assertThat(remainingUses(restarted)).isEqualTo(70);
      processor.publish(Records.snapshot(code, 8).setMaxUses(80L).build());
      Await.patiently().untilAsserted(() -> assertThat(remainingUses(restarted)).isEqualTo(80));
    }
  }

  private void show(InviteSnapshot snapshot) {
    processor.publish(snapshot);
    String body = "{\"code\":\"%s\"}".formatted(snapshot.getCode());
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.post(PATH + "/validate", body).field("reason"))
                    .isNotEqualTo("UNKNOWN_CODE"));
  }

  private Reply validate() {
    return gateway.post(PATH + "/validate", "{\"code\":\"%s\"}".formatted(code));
  }

  private int remainingUses(Gateway where) {
    return where
        .post(PATH + "/validate", "{\"code\":\"%s\"}".formatted(code))
        .json()
        .path("invite")
        .path("remainingUses")
        .asInt(-1);
  }

  private String codeOf(Reply accepted) {
    String location = accepted.header("Location");
    int partition = Integer.parseInt(location.replaceAll(".*at=(\\d+)-.*", "$1"));
    long offset = Long.parseLong(location.replaceAll(".*-", ""));
    return processor.await(partition, offset).request().getCode();
  }

  private void awaitResult(Received received) {
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.get("/api/redemptions/" + received.id()).field("status"))
                    .isEqualTo("DONE"));
  }

  private static String codeOnPartitionOf(String code) {
    int partition = InviteCodes.partition(code, 24);
    return Stream.generate(Records::newCode)
        .filter(candidate -> InviteCodes.partition(candidate, 24) == partition)
        .findFirst()
        .orElseThrow();
  }
}
