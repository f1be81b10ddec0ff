package dev.admitone.faults.checker;

import dev.admitone.faults.history.LedgerRows;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P2, P3, P6: a user that is erased. */
class ErasureTest {

  private static final String NAME = "erased-1";

  private final Story story = Story.ofACode(5L);

  @Test
  void aUserThatComesBackIsRecognized() {
    story.redeem("one", "REDEEMED");
    story.erase("one", NAME);
    decideUnderTheName(story.redeem("one", "ALREADY_USED"));
    story.assertKept();
  }

  @Test
  void aUserWithoutAUseIsAUserLikeOthers() {
    story.redeem("one", "EXHAUSTED");
    story.decideLastAs("REDEEMED");
    UUID use = story.decisions.getLast().id();
    story.uses.add(new LedgerRows.Use(use, story.invite().id(), "one", Story.at(1)));
    story.count(+1);
    story.release(use);
    story.erase("one", NAME);
    story.redeem("one", "REDEEMED");
    story.assertKept();
  }

  @Test
  void aUseUnderTheNameCanBeGivenBack() {
    UUID use = story.redeem("one", "REDEEMED");
    story.erase("one", NAME);
    story.release(use);
    story.redeem("one", "REDEEMED");
    story.assertKept();
  }

  @Test
  void aSecondUseOfAnErasedUserIsFound() {
    story.redeem("one", "REDEEMED");
    story.erase("one", NAME);
    UUID second = story.redeem("one", "REDEEMED");
    story.assertBroken(Promise.P2, "a user who had a use got another one", second);
  }

  @Test
  void aUseThatKeepsTheUsersNameIsFound() {
    UUID use = story.redeem("one", "REDEEMED");
    story.erase("one", NAME);
    LedgerRows.Use row = story.uses.getFirst();
    story.uses.set(0, new LedgerRows.Use(row.id(), row.inviteId(), "one", row.usedAt()));
    story.assertBroken(Promise.P6, "a use is none that the log makes", use);
  }

  @Test
  void aDecisionThatKeepsTheUsersNameIsFound() {
    UUID id = story.redeem("one", "REDEEMED");
    story.erase("one", NAME);
    story.decisions.replaceAll(
        row -> row.id().equals(id) ? Story.of(row, "one", row.outcome()) : row);
    story.assertBroken(Promise.P6, "a decision names another user than the log makes", id);
  }

  @Test
  void aUserThatIsToldTheDecisionUnderTheNameIsToldItsOwn() {
    UUID id = story.redeem("one", "REDEEMED");
    story.erase("one", NAME);
    story.assertKept();
    story.decisions.replaceAll(
        row -> row.id().equals(id) ? Story.of(row, "erased-2", row.outcome()) : row);
    story.assertBroken(Promise.P3, "a call was told another one's decision", id);
  }

  @Test
  void anErasureThatIsRefusedIsFound() {
    story.redeem("one", "REDEEMED");
    story.erase("two", "erased-2");
    LedgerRows.Decision last = story.decisions.removeLast();
    story.results.removeLast();
    LedgerRows.Decision refused =
        new LedgerRows.Decision(
            last.id(),
            last.code(),
            null,
            "UNKNOWN_CODE",
            last.decidedAt(),
            last.place(),
            last.fingerprint());
    story.decisions.add(refused);
    story.tell(refused, refused.place());
    story.assertBroken(Promise.P5, "asks for DONE", last.id());
  }

  /** The last decision is about the user that the ledger knows by the name. */
  private void decideUnderTheName(UUID id) {
    story.decisions.replaceAll(
        row -> row.id().equals(id) ? Story.of(row, NAME, row.outcome()) : row);
  }
}
