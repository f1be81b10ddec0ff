package dev.admitone.faults.checker;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.history.Told;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P3. */
class OneDecisionTest {

  @Test
  void aRequestThatIsSentAgainIsToldTheSame() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    Place again = story.appendAlone(id, new Logged.Redeem("one", false));
    story.tell(story.decisions.getLast(), again);
    story.assertKept();
  }

  @Test
  void aResultThatIsPublishedAgainIsNoOther() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    story.tell(story.decisions.getLast(), story.decisions.getLast().place());
    story.assertKept();
  }

  @Test
  void twoDecisionsOfAnIdAreFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    story.decisions.add(story.decisions.getLast());
    story.assertBroken(Promise.P3, "an id has several decisions", id);
  }

  @Test
  void twoResultsThatDifferAreFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    LedgerRows.Decision decision = story.decisions.getLast();
    story.tell(other(decision, "EXHAUSTED"), decision.place());
    story.assertBroken(Promise.P3, "an id was told two decisions", id);
  }

  @Test
  void aResultThatDiffersFromTheLedgerIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    story.results.removeLast();
    LedgerRows.Decision decision = story.decisions.getLast();
    story.tell(other(decision, "EXHAUSTED"), decision.place());
    story.assertBroken(Promise.P3, "a result differs from the ledger", id);
  }

  @Test
  void aResponseThatDiffersFromTheLedgerIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    Response response = story.responses.removeLast();
    story.responses.add(new Response(response.call(), response.at(), 409, id, "EXHAUSTED"));
    story.assertBroken(Promise.P3, "a response differs from the ledger", id);
  }

  @Test
  void aCallThatIsToldAnotherUsersDecisionIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    story.calls.add(
        new Call(77, "other-key", Story.CODE, "two", Story.at(1), Story.WAIT, "gateway-0"));
    story.responses.add(new Response(77, Story.at(2), 200, id, "REDEEMED"));
    story.assertBroken(Promise.P3, "a call was told another one's decision", "other-key");
  }

  @Test
  void anIdWithOtherContentIsToldSo() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    Place place = reused(story, id);
    story.results.add(told(story, id, "REQUEST_ID_REUSED", place));
    story.assertKept();
  }

  @Test
  void anIdWithOtherContentThatIsToldTheFirstDecisionIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    Place place = reused(story, id);
    story.tell(story.decisions.getLast(), place);
    story.assertBroken(Promise.P3, "an id with other content was told a decision", place);
  }

  @Test
  void aRequestThatComesAgainAndIsToldThatItsIdIsAnothersIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    Place again = story.appendAlone(id, new Logged.Redeem("one", false));
    story.results.add(told(story, id, "REQUEST_ID_REUSED", again));
    story.assertBroken(Promise.P3, "was told that it is another one's", again);
  }

  @Test
  void aCallThatIsToldThatItsIdIsAnothersIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    Response response = story.responses.removeLast();
    story.responses.add(new Response(response.call(), response.at(), 409, id, "REQUEST_ID_REUSED"));
    story.assertBroken(Promise.P3, "a response differs from the ledger", id);
  }

  @Test
  void anIdWithOtherContentThatIsToldADecisionOnceMoreIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    Place place = reused(story, id);
    story.results.add(told(story, id, "REQUEST_ID_REUSED", place));
    story.tell(story.decisions.getLast(), place);
    story.assertBroken(Promise.P3, "an id with other content was told a decision", place);
  }

  @Test
  void aResultWithAnotherTimeOrContentIsFound() {
    for (boolean isTime : new boolean[] {true, false}) {
      Story story = Story.ofACode(5L);
      UUID id = story.redeem("one", "REDEEMED");
      Told right = story.results.removeLast();
      story.results.add(
          new Told(
              right.at(),
              id,
              isTime ? right.fingerprint() : "another",
              right.code(),
              right.outcome(),
              isTime ? right.decidedAt().plusMillis(1) : right.decidedAt(),
              right.decided(),
              right.about(),
              right.toldAt()));
      story.assertBroken(Promise.P3, "a result differs from the ledger", id);
    }
  }

  @Test
  void aKeyThatBecomesTwoRequestsIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    story.calls.add(
        new Call(
            78,
            story.calls.getLast().key(),
            Story.CODE,
            "one",
            Story.at(1),
            Story.WAIT,
            "gateway-0"));
    UUID other = UUID.randomUUID();
    story.responses.add(new Response(78, Story.at(2), 202, other, null));
    story.assertBroken(Promise.P3, "one key became several requests", id);
  }

  private static Place reused(Story story, UUID id) {
    Place place = new Place(0, story.log.size());
    var request = new Logged.Request(id, "another", Story.CODE, new Logged.Redeem("two", false));
    story.log.add(new Logged(place, Story.at(place.offset()), Story.CODE, request));
    return place;
  }

  private static Told told(Story story, UUID id, String outcome, Place place) {
    return new Told(
        new Place(0, story.results.size()),
        id,
        "another",
        Story.CODE,
        outcome,
        Story.at(place.offset()),
        place,
        place,
        Story.at(place.offset()));
  }

  private static LedgerRows.Decision other(LedgerRows.Decision decision, String outcome) {
    return new LedgerRows.Decision(
        decision.id(),
        decision.code(),
        decision.userId(),
        outcome,
        decision.decidedAt(),
        decision.place(),
        decision.fingerprint());
  }
}
