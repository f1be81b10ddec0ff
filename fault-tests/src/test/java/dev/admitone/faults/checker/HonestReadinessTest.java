package dev.admitone.faults.checker;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Probe;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.history.Told;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Readiness is red when calls are not served. */
class HonestReadinessTest {

  private static final String GATEWAY = "gateway-0";
  private static final String PROCESSOR = "processor-0";
  private static final long LONG = HonestReadiness.NOTICED_WITHIN.toSeconds() + 2;

  private final Story story = Story.ofACode(5L);

  @Test
  void aRequestThatWaitsWhileAProcessorIsRedIsRight() {
    decideLate();
    probe(PROCESSOR, 5, true);
    probe(PROCESSOR, 6, false);
    probe(GATEWAY, 7, true);
    story.assertKept();
  }

  @Test
  void aRequestThatWaitsWhileAllProcessorsAreGreenIsFound() {
    UUID id = decideLate();
    probe(PROCESSOR, 5, true);
    probe("processor-1", 6, true);
    probe(GATEWAY, 7, false);
    story.assertBroken(Promise.READINESS, "all processors said that they serve", id);
  }

  @Test
  void aRequestThatWaitsBehindOthersOfItsPartitionIsRight() {
    decideLate();
    tellEarlierOneAgainAt(LONG / 2);
    probe(PROCESSOR, 5, true);
    story.assertKept();
  }

  @Test
  void aProcessorThatIsRedForAMomentOfALongWaitIsFound() {
    UUID id = story.redeem("one", "REDEEMED");
    story.results.add(at(1 + 3 * LONG, story.results.removeLast()));
    probe(PROCESSOR, 5, true);
    probe(PROCESSOR, LONG / 2, false);
    probe(PROCESSOR, LONG, true);
    probe(PROCESSOR, 2 * LONG, true);
    story.assertBroken(Promise.READINESS, "all processors said that they serve", id);
  }

  @Test
  void aProcessorThatWasRedBeforeIsFound() {
    UUID id = decideLate();
    probe(PROCESSOR, 0, false);
    probe(PROCESSOR, 5, true);
    story.assertBroken(Promise.READINESS, "all processors said that they serve", id);
  }

  @Test
  void aGatewayThatRefusesAllCallsAndIsGreenIsFound() {
    refuse(1);
    refuse(LONG);
    probe(GATEWAY, 5, true);
    probe(PROCESSOR, 6, false);
    story.assertBroken(Promise.READINESS, "gateway-0 refused all calls", "status=503");
  }

  @Test
  void aGatewayThatKnowsNoDecisionAndIsGreenIsFound() {
    UUID id = story.redeem("one", "REDEEMED");
    story.responses.clear();
    respond(5, 202, id);
    respond(5 + LONG, 202, id);
    probe(GATEWAY, 6, true);
    story.assertBroken(Promise.READINESS, "gateway-0 did not know what was decided", id);
  }

  @Test
  void aGatewayThatBreaksAConnectionAndIsGreenIsFound() {
    respond(5, Response.BROKEN, null);
    probe(GATEWAY, 5, true);
    story.assertBroken(Promise.READINESS, "a connection broke", "k-105");
  }

  @Test
  void aGatewayThatBreaksAConnectionBecauseItEndedIsRight() {
    respond(5, Response.BROKEN, null);
    probe(GATEWAY, 5, true);
    probe(GATEWAY, 6, false);
    story.assertKept();
  }

  @Test
  void aRedReadinessThatDoesNotSayWhyIsFound() {
    story.probes.add(new Probe(GATEWAY, Story.at(5), false, "{\"status\":\"DOWN\"}", 0));
    story.assertBroken(Promise.READINESS, "a red readiness does not say why", GATEWAY);
  }

  @Test
  void aGatewayThatRefusesAllCallsAndIsRedIsRight() {
    refuse(1);
    refuse(LONG);
    probe(GATEWAY, 5, false);
    story.assertKept();
  }

  @Test
  void aGatewayThatServesACallMeanwhileIsRight() {
    refuse(1);
    UUID id = UUID.randomUUID();
    respond(5, 202, id);
    story.append(id, new Logged.Release(UUID.randomUUID()), "USE_NOT_FOUND", null);
    refuse(LONG);
    probe(GATEWAY, 6, true);
    story.assertKept();
  }

  private UUID decideLate() {
    UUID id = story.redeem("one", "REDEEMED");
    story.results.add(at(1 + LONG, story.results.removeLast()));
    return id;
  }

  /** What was told of the request before is told once more. */
  private void tellEarlierOneAgainAt(long second) {
    story.results.add(at(second, story.results.get(story.results.size() - 2)));
  }

  private static Told at(long second, Told told) {
    return new Told(
        told.at(),
        told.requestId(),
        told.fingerprint(),
        told.code(),
        told.outcome(),
        told.decidedAt(),
        told.decided(),
        told.about(),
        Story.at(second));
  }

  private void refuse(long second) {
    respond(second, 503, null);
  }

  private void respond(long second, int status, @Nullable UUID id) {
    long number = 100 + second;
    story.calls.add(
        new Call(number, "k-" + number, Story.CODE, "one", Story.at(second), Story.WAIT, GATEWAY));
    story.responses.add(new Response(number, Story.at(second), status, id, null));
  }

  private void probe(String service, long second, boolean isReady) {
    Instant at = Story.at(second);
    String why =
        isReady ? "" : "{\"components\":{\"log\":{\"status\":\"DOWN\"}},\"status\":\"DOWN\"}";
    story.probes.add(new Probe(service, at, isReady, why, 0));
  }
}
