package dev.admitone.faults.checker;

import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P5. */
class InOrderTest {

  @Test
  void theFirstOnesInTheLogGetTheUses() {
    Story story = Story.ofACode(1L);
    story.redeem("one", "REDEEMED");
    story.redeem("two", "EXHAUSTED");
    story.limit(2);
    story.redeem("three", "REDEEMED");
    story.assertKept();
  }

  @Test
  void aTakenNameIsARefusalThatTheLogOfOneCodeCannotShow() {
    Story story = Story.ofACode(1L);
    story.append(UUID.randomUUID(), new Logged.Redeem("one", true), "USERNAME_TAKEN", "one");
    story.namesakes.add("one");
    story.assertKept();
  }

  @Test
  void aTakenNameThatNoOtherUserWantsIsFound() {
    Story story = Story.ofACode(1L);
    UUID id = UUID.randomUUID();
    story.append(id, new Logged.Redeem("one", true), "USERNAME_TAKEN", "one");
    story.assertBroken(Promise.P5, "the state at its offset asks for REDEEMED", id);
  }

  @Test
  void aRefusalWithRoomLeftIsFound() {
    Story story = Story.ofACode(1L);
    UUID refused = story.redeem("one", "EXHAUSTED");
    story.assertBroken(Promise.P5, "the state at its offset asks for REDEEMED", refused);
  }

  @Test
  void aLaterOneThatIsPreferredIsFound() {
    Story story = Story.ofACode(1L);
    UUID passedOver = story.redeem("one", "EXHAUSTED");
    story.redeem("two", "REDEEMED");
    story.assertBroken(Promise.P5, "asks for REDEEMED", passedOver);
  }

  @Test
  void aRefusalForTheWrongReasonIsFound() {
    Story story = Story.ofACode(1L);
    story.redeem("one", "REDEEMED");
    UUID wrong = story.redeem("one", "EXHAUSTED");
    story.assertBroken(Promise.P5, "asks for ALREADY_USED", wrong);
  }

  @Test
  void aUseOfARevokedCodeIsFound() {
    Story story = Story.ofACode(5L);
    story.append(UUID.randomUUID(), new Logged.Change(null, null, null, true), "DONE", null);
    UUID wrong = story.redeem("one", "REDEEMED");
    story.assertBroken(Promise.P5, "asks for REVOKED", wrong);
  }

  @Test
  void aDecisionAboutALaterRecordWithTheIdIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = UUID.randomUUID();
    story.appendAlone(id, new Logged.Redeem("one", false));
    LedgerRows.Decision later =
        story.append(id, new Logged.Redeem("one", false), "REDEEMED", "one");
    story.assertBroken(Promise.P5, "a later record was decided", later.place());
  }

  @Test
  void codesThatSqlChangedAreNotJudgedByTheLogAlone() {
    Story story = Story.ofACode(1L);
    story.redeem("one", "EXHAUSTED");
    story.changedBySql.add(Story.CODE);
    story.codesOfSql.add(Story.CODE);
    story.assertKept();
  }
}
