package dev.admitone.faults.checker;

import dev.admitone.faults.history.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P8. */
class NoContentionTest {

  @Test
  void decisionsAcknowledgementsAndOutagesAreAnswers() {
    Story story = Story.ofACode(1L);
    story.redeem("one", "REDEEMED");
    UUID second = story.redeem("two", "EXHAUSTED");
    Response response = story.responses.removeLast();
    story.responses.add(new Response(response.call(), response.at(), 202, second, null));
    story.assertKept();
  }

  @Test
  void aCallThatIsRefusedBecauseOfAnotherOneIsFound() {
    Story story = Story.ofACode(1L);
    UUID id = story.redeem("one", "REDEEMED");
    respond(story, new Response(0, Story.at(2), 409, id, "BEING_PROCESSED"));
    story.assertBroken(Promise.P8, "a call was refused without a decision", "BEING_PROCESSED");
  }

  @Test
  void aLockedCodeIsFound() {
    Story story = Story.ofACode(1L);
    story.redeem("one", "REDEEMED");
    respond(story, new Response(0, Story.at(2), 423, null, null));
    story.assertBroken(Promise.P8, "a call was refused without a decision", "423");
  }

  @Test
  void aPassingStateInTheLedgerIsFound() {
    Story story = Story.ofACode(1L);
    story.redeem("one", "EXHAUSTED");
    story.decideLastAs("BEING_PROCESSED");
    story.assertBroken(Promise.P8, "the ledger has a passing state", "BEING_PROCESSED");
  }

  private static void respond(Story story, Response response) {
    story.responses.set(0, response);
  }
}
