package dev.admitone.gateway.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.testsupport.Await;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What validate shows of an invite's uses while its snapshot is owed. */
@Tag("services")
class UsesFromResultsTest {

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @BeforeEach
  void show() {
    processor.publish(Records.snapshot(code, 1).setMaxUses(3L).build());
    Await.patiently().untilAsserted(() -> assertThat(remaining(gateway)).isEqualTo(3));
  }

  @Test
  void aResultSaysHowOftenTheCodeIsUsedWithoutASnapshotAlsoAfterARestart() {
    processor.publish(result(2, 1));
    awaitRemaining(2);
    try (Gateway restarted = Gateway.start()) {
      assertThat(remaining(restarted)).isEqualTo(2);
      processor.publish(result(3, 2));
      Await.patiently().untilAsserted(() -> assertThat(remaining(restarted)).isEqualTo(1));
    }
  }

  @Test
  void theLastUseIsSeenFromItsResultAlone() {
    processor.publish(result(4, 3));
    Await.patiently()
        .untilAsserted(() -> assertThat(validate(gateway).field("reason")).isEqualTo("EXHAUSTED"));
  }

  @Test
  void theVersionSaysWhichUsesAreTheLatestAndTheyMayBeFewer() {
    processor.publish(result(5, 3));
    awaitRemaining(0);
    // A repeat of an old decision, and a snapshot that was made before: both say what was.
    processor.publish(result(4, 1));
    processor.publish(Records.snapshot(code, 3).setMaxUses(4L).setCurrentUses(1).build());
    awaitRemaining(1);
    // A use that was given back.
    processor.publish(result(6, 2));
    awaitRemaining(2);
  }

  @Test
  void anOperatorsCallWaitsForTheDefinitionAndNotForTheUses() throws Exception {
    CompletableFuture<Reply> reply =
        gateway.patchLater("/api/invites/" + code, "{\"maxUses\":9}", "Prefer", "wait=30");
    Received change = processor.await(code);
    processor.publish(
        Records.decided(change)
            .setOutcome(Outcome.DONE)
            .setInviteVersion(4L)
            .setCurrentUses(2L)
            .build());
    awaitRemaining(1);
    assertThat(reply).isNotDone();
    processor.publish(result(7, 4));
    processor.publish(Records.snapshot(code, 4).setMaxUses(9L).setCurrentUses(2).build());
    assertThat(reply.get().status()).isEqualTo(200);
    assertThat(reply.get().json().path("invite").path("maxUses").asLong()).isEqualTo(9);
    awaitRemaining(5);
  }

  /** Of another request for the code, at that version of its invite. */
  private RedemptionDecided result(long version, long uses) {
    int sent = processor.receivedFor(code).size();
    gateway.post(
        "/api/redemptions",
        "{\"code\":\"%s\",\"userId\":\"user-%d\"}".formatted(code, sent),
        "Prefer",
        "respond-async");
    return Records.decided(processor.await(code, sent + 1).get(sent))
        .setInviteVersion(version)
        .setCurrentUses(uses)
        .build();
  }

  private void awaitRemaining(long uses) {
    Await.patiently().untilAsserted(() -> assertThat(remaining(gateway)).isEqualTo(uses));
  }

  /** Also 0 where there are none left. */
  private long remaining(Gateway where) {
    Reply reply = validate(where);
    return reply.field("reason").equals("EXHAUSTED")
        ? 0
        : reply.json().path("invite").path("remainingUses").asLong(-1);
  }

  private Reply validate(Gateway where) {
    return where.post("/api/invites/validate", "{\"code\":\"%s\"}".formatted(code));
  }
}
