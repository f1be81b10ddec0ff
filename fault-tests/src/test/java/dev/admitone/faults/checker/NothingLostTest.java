package dev.admitone.faults.checker;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P4. */
class NothingLostTest {

  @Test
  void anAcknowledgementBeforeTheDecisionIsAnAnswer() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    Response response = story.responses.removeLast();
    story.responses.add(new Response(response.call(), response.at(), 202, id, null));
    story.assertKept();
  }

  @Test
  void anImpossibleRecordMayBeADeadLetter() {
    Story story = Story.ofACode(5L);
    Place place = new Place(0, story.log.size());
    story.log.add(new Logged(place, Story.at(1), Story.CODE, null));
    story.hostile.add(place);
    story.deadLetters.add(new DeadLetter(place, "UNDECODABLE"));
    story.assertKept();
  }

  @Test
  void anImpossibleRecordThatVanishesIsFound() {
    Story story = Story.ofACode(5L);
    Place place = new Place(0, story.log.size());
    story.log.add(new Logged(place, Story.at(1), Story.CODE, null));
    story.hostile.add(place);
    story.assertBroken(Promise.P4, "an impossible record has vanished", place);
  }

  @Test
  void anImpossibleRecordThatIsDecidedIsFound() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    Place place = story.decisions.getLast().place();
    story.hostile.add(place);
    story.deadLetters.add(new DeadLetter(place, "UNDECODABLE"));
    story.assertBroken(Promise.P4, "an impossible record was decided", place);
  }

  @Test
  void aResultOfADeadLetterThatIsNotThereIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    LedgerRows.Decision decision = story.decisions.getLast();
    story.tell(Story.of(decision, "one", "DEAD_LETTERED"), decision.place());
    story.assertBroken(Promise.P4, "a record was told to be a dead letter", id);
  }

  @Test
  void aResultThatIsNoDecisionAboutTheRequestIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    story.results.removeLast();
    LedgerRows.Decision decision = story.decisions.getLast();
    story.tell(Story.of(decision, "one", "NOT_DECIDED"), decision.place());
    story.assertBroken(Promise.P4, "a request of the log has no result", id);
  }

  @Test
  void aCallThatTheGatewayCouldNotTakeNeedsNoDecision() {
    Story story = Story.ofACode(5L);
    story.calls.add(call(3));
    story.responses.add(new Response(3, Story.at(2), 503, UUID.randomUUID(), null));
    story.calls.add(call(4));
    story.responses.add(new Response(4, Story.at(2), Response.BROKEN, null, null));
    story.assertKept();
  }

  @Test
  void anAcknowledgedRequestThatIsGoneIsFound() {
    Story story = Story.ofACode(5L);
    UUID gone = UUID.randomUUID();
    story.calls.add(call(3));
    story.responses.add(new Response(3, Story.at(2), 202, gone, null));
    story.assertBroken(Promise.P4, "an acknowledged request is gone", gone);
  }

  @Test
  void aRecordWithoutADecisionIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = UUID.randomUUID();
    story.appendAlone(id, new Logged.Redeem("one", false));
    story.assertBroken(Promise.P4, "a request of the log has no decision", id);
  }

  @Test
  void aDecisionThatWasNeverToldIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    story.results.removeLast();
    story.assertBroken(Promise.P4, "a request of the log has no result", id);
  }

  @Test
  void aDeadLetterOfAPossibleRequestIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = UUID.randomUUID();
    Place place = story.appendAlone(id, new Logged.Redeem("one", false));
    story.deadLetters.add(new DeadLetter(place, "REJECTED_BY_LEDGER"));
    story.assertBroken(Promise.P4, "a possible request is a dead letter", id);
  }

  @Test
  void aCallWithoutAnyAnswerIsFound() {
    Story story = Story.ofACode(5L);
    story.calls.add(call(3));
    story.assertBroken(Promise.P4, "a call got no response", "key-3");
  }

  @Test
  void anAnswerLongAfterTheWaitIsFound() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    Response response = story.responses.removeLast();
    story.responses.add(
        new Response(
            response.call(),
            response.at().plus(Story.WAIT).plus(NothingLost.LATENESS_MAX),
            response.status(),
            response.requestId(),
            response.outcome()));
    story.assertBroken(Promise.P4, "a call waited too long", "one");
  }

  private static Call call(long number) {
    return new Call(
        number, "key-" + number, Story.CODE, "one", Story.at(1), Story.WAIT, "gateway-0");
  }
}
