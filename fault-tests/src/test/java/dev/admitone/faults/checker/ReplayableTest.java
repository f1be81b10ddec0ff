package dev.admitone.faults.checker;

import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Place;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P6. */
class ReplayableTest {

  @Test
  void aLedgerOfTheLogAloneIsRight() {
    Story story = Story.ofACode(3L);
    UUID first = story.redeem("one", "REDEEMED");
    story.redeem("two", "REDEEMED");
    story.release(first);
    story.limit(7);
    story.assertKept();
  }

  @Test
  void aTimeThatIsNotTheBrokersIsFound() {
    Story story = Story.ofACode(3L);
    UUID id = story.redeem("one", "REDEEMED");
    replaceLast(story, Story.at(1).plusMillis(1), story.decisions.getLast().place());
    story.assertBroken(Promise.P6, "a decision's time, code or content", id);
  }

  @Test
  void aDecisionOfAnotherRecordsPlaceIsFound() {
    Story story = Story.ofACode(3L);
    UUID id = story.redeem("one", "REDEEMED");
    replaceLast(story, Story.at(1), new Place(0, 0));
    story.assertBroken(Promise.P6, "a decision has no record in the log", id);
  }

  @Test
  void aReleaseThatIsNotNotedAndOneThatNoRequestAskedForAreFound() {
    Story story = Story.ofACode(3L);
    story.release(story.redeem("one", "REDEEMED"));
    LedgerRows.Release noted = story.releases.removeLast();
    UUID planted = UUID.randomUUID();
    story.releases.add(
        new LedgerRows.Release(planted, noted.useId(), noted.inviteId(), noted.releasedAt()));
    story.assertBroken(Promise.P6, "a use was given back, and that is not noted", noted.id());
    story.assertBroken(Promise.P6, "a use was given back, and the log asks for no such", planted);
  }

  @Test
  void aPlantedUseIsFound() {
    Story story = Story.ofACode(3L);
    UUID planted = UUID.randomUUID();
    story.uses.add(new LedgerRows.Use(planted, story.invite().id(), "one", Story.at(1)));
    story.count(+1);
    story.assertBroken(Promise.P6, "a use is none that the log makes", planted);
  }

  @Test
  void aMissingUseIsFound() {
    Story story = Story.ofACode(3L);
    UUID id = story.redeem("one", "REDEEMED");
    story.uses.clear();
    story.count(-1);
    story.assertBroken(Promise.P6, "a use that the log makes is not there", id);
  }

  @Test
  void aPlantedInviteWithItsUseIsFound() {
    Story story = Story.ofACode(3L);
    UUID planted = UUID.randomUUID();
    story.invites.add(new LedgerRows.Invite(planted, "PLANTED", 5L, 1, null, null, null));
    story.uses.add(new LedgerRows.Use(planted, planted, "one", Story.at(1)));
    story.assertBroken(Promise.P6, "an invite is not what the log makes of it", planted);
    story.assertBroken(Promise.P6, "a use is none that the log makes", planted);
  }

  @Test
  void aMissingInviteIsFound() {
    Story story = Story.ofACode(3L);
    story.invites.clear();
    story.assertBroken(Promise.P6, "an invite that the log makes is not there", Story.CODE);
  }

  @Test
  void aCodeThatIsSaidToBeChangedBySqlIsFound() {
    Story story = Story.ofACode(3L);
    story.changedBySql.add(Story.CODE);
    story.assertBroken(Promise.P6, "a code is noted as changed by SQL", Story.CODE);
  }

  @Test
  void aLimitThatNoRequestSetIsFound() {
    Story story = Story.ofACode(3L);
    LedgerRows.Invite row = story.invite();
    story.invites.set(0, new LedgerRows.Invite(row.id(), row.code(), 4L, 0, null, null, null));
    story.assertBroken(Promise.P6, "an invite is not what the log makes of it", row.id());
  }

  private static void replaceLast(Story story, Instant decidedAt, Place place) {
    LedgerRows.Decision last = story.decisions.removeLast();
    story.decisions.add(
        new LedgerRows.Decision(
            last.id(),
            last.code(),
            last.userId(),
            last.outcome(),
            decidedAt,
            place,
            last.fingerprint()));
  }
}
