package dev.admitone.faults.checker;

import dev.admitone.faults.history.Logged;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P5: uses that are counted again. */
class RepairTest {

  private final Story story = Story.ofACode(2L);

  @Test
  void aRepairChangesNothingWhereTheCountIsRight() {
    story.redeem("one", "REDEEMED");
    story.append(UUID.randomUUID(), new Logged.Repair(), "DONE", null);
    story.redeem("two", "REDEEMED");
    story.redeem("three", "EXHAUSTED");
    story.assertKept();
  }

  @Test
  void aRepairThatIsRefusedIsFound() {
    UUID id = UUID.randomUUID();
    story.append(id, new Logged.Repair(), "UNKNOWN_CODE", null);
    story.assertBroken(Promise.P5, "asks for DONE", id);
  }
}
