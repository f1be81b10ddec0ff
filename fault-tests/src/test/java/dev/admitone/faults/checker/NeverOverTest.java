package dev.admitone.faults.checker;

import dev.admitone.faults.history.LedgerRows;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P1. */
class NeverOverTest {

  @Test
  void aCountThatHadToBeRepairedIsFound() {
    Story story = Story.ofACode(3L);
    story.repaired.add(Story.CODE);
    story.assertBroken(Promise.P1, "a count was wrong until it was repaired", Story.CODE);
  }

  @Test
  void usesUpToTheLimitAreRight() {
    Story story = Story.ofACode(2L);
    story.redeem("one", "REDEEMED");
    story.redeem("two", "REDEEMED");
    story.redeem("three", "EXHAUSTED");
    story.assertKept();
  }

  @Test
  void aSlotThatWasGivenBackMayBeTakenAgain() {
    Story story = Story.ofACode(1L);
    UUID first = story.redeem("one", "REDEEMED");
    story.release(first);
    story.redeem("two", "REDEEMED");
    story.assertKept();
  }

  @Test
  void aLimitBelowTheUsesTakesNoneAway() {
    Story story = Story.ofACode(null);
    story.redeem("one", "REDEEMED");
    story.redeem("two", "REDEEMED");
    story.limit(1);
    story.redeem("three", "EXHAUSTED");
    story.assertKept();
  }

  @Test
  void aUseBeyondTheLimitIsFound() {
    Story story = Story.ofACode(1L);
    story.redeem("one", "REDEEMED");
    UUID over = story.redeem("two", "REDEEMED");
    story.assertBroken(Promise.P1, "a use was granted with 1 of 1 taken", over);
  }

  @Test
  void aUseAfterALowerLimitIsFound() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    story.limit(1);
    UUID over = story.redeem("two", "REDEEMED");
    story.assertBroken(Promise.P1, "a use was granted with 1 of 1 taken", over);
  }

  @Test
  void aCountWithoutItsUseIsFound() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    story.count(+1);
    story.assertBroken(Promise.P1, "2 uses are counted and 1 are there", story.invite().id());
  }

  @Test
  void aUseThatIsNotCountedIsFound() {
    Story story = Story.ofACode(5L);
    story.uses.add(new LedgerRows.Use(UUID.randomUUID(), story.invite().id(), "one", Story.at(0)));
    story.assertBroken(Promise.P1, "0 uses are counted and 1 are there", story.invite().id());
  }
}
