package dev.admitone.faults.checker;

import dev.admitone.faults.history.LedgerRows;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P2. */
class OncePerUserTest {

  @Test
  void aUserWhoAsksAgainIsRefused() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    story.redeem("one", "ALREADY_USED");
    story.assertKept();
  }

  @Test
  void aUserMayHaveAUseAgainOnceTheFirstWasGivenBack() {
    Story story = Story.ofACode(5L);
    story.release(story.redeem("one", "REDEEMED"));
    story.redeem("one", "REDEEMED");
    story.assertKept();
  }

  @Test
  void twoUsesOfAUserAreFound() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    UUID second = story.redeem("one", "REDEEMED");
    story.assertBroken(Promise.P2, "a user has several uses of a code", second);
  }

  @Test
  void aSecondGrantIsFoundAlsoWhereTheRowsHideIt() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    UUID second = story.redeem("one", "REDEEMED");
    story.uses.removeLast();
    story.count(-1);
    story.assertBroken(Promise.P2, "a user who had a use got another one", second);
  }

  @Test
  void twoRowsThatOnlySqlCanHaveMadeAreFound() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    UUID planted = UUID.randomUUID();
    story.uses.add(new LedgerRows.Use(planted, story.invite().id(), "one", Story.at(9)));
    story.assertBroken(Promise.P2, "several uses", planted);
  }
}
