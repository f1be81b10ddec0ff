package dev.admitone.faults.checker;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P2, P3, P5, P6: a use and its profile come together. */
class SignupTest {

  private final Story story = Story.ofACode(2L);

  @Test
  void aProfileComesWithTheUse() {
    story.signUp("one", "REDEEMED");
    story.signUp("one", "ALREADY_USED");
    story.signUp("two", "USERNAME_TAKEN");
    story.namesakes.add("two");
    story.assertKept();
  }

  @Test
  void aProfileIsAddedToAUseWithoutOne() {
    story.redeem("one", "REDEEMED");
    story.signUp("one", "REDEEMED");
    story.signUp("one", "ALREADY_USED");
    story.assertKept();
  }

  @Test
  void theProfileOfAUserMayHaveComeWithAnotherCode() {
    story.redeem("one", "REDEEMED");
    story.signUp("one", "ALREADY_USED");
    story.profiles.add(new LedgerRows.Profile("one", UUID.randomUUID()));
    story.assertKept();
  }

  @Test
  void aProfileThatIsNowhereIsFound() {
    story.redeem("one", "REDEEMED");
    UUID id = story.signUp("one", "ALREADY_USED");
    story.assertBroken(Promise.P5, "asks for REDEEMED", id);
  }

  @Test
  void theProfileOfAnErasedUserGoesAndTheUseStays() {
    story.signUp("one", "REDEEMED");
    story.erase("one", "erased-1");
    UUID again = story.signUp("one", "ALREADY_USED");
    story.decisions.replaceAll(
        row -> row.id().equals(again) ? Story.of(row, "erased-1", row.outcome()) : row);
    story.assertKept();
  }

  @Test
  void aSignupWithoutAProfileIsFound() {
    UUID id = story.signUp("one", "REDEEMED");
    story.profiles.clear();
    story.assertBroken(Promise.P6, "a profile that the log makes is not there", id);
  }

  @Test
  void aProfileWithoutASignupIsFound() {
    UUID id = story.redeem("one", "REDEEMED");
    story.profiles.add(new LedgerRows.Profile("one", id));
    story.assertBroken(Promise.P6, "a profile is none that the log makes", id);
  }

  @Test
  void aSecondSignupThatIsGrantedIsFound() {
    story.signUp("one", "REDEEMED");
    UUID id = story.signUp("one", "ALREADY_USED");
    story.decisions.replaceAll(row -> row.id().equals(id) ? Story.of(row, "one", "REDEEMED") : row);
    story.assertBroken(Promise.P2, "a user who had a use got another one", id);
  }

  @Test
  void aTakenNameOfAUserThatHasAUseAndAProfileIsFound() {
    story.signUp("one", "REDEEMED");
    UUID id = story.signUp("one", "PHONE_TAKEN");
    story.assertBroken(Promise.P5, "asks for ALREADY_USED", id);
  }

  @Test
  void aUserThatIsToldSuccessHasTheUse() {
    story.signUp("one", "REDEEMED");
    told("one");
    story.assertKept();
    story.erase("one", "erased-1");
    story.assertKept();
  }

  @Test
  void aUserThatIsToldSuccessWithoutADecisionIsFound() {
    story.signUp("one", "EXHAUSTED");
    told("one");
    story.assertBroken(Promise.P3, "a signup was told that it is granted", "signup-key");
  }

  private void told(String userId) {
    story.calls.add(
        new Call(90, "signup-key", Story.CODE, userId, Story.at(1), Story.WAIT, "gateway-0"));
    story.responses.add(new Response(90, Story.at(2), 200, null, "REDEEMED"));
  }
}
