package dev.admitone.faults.checker;

import dev.admitone.faults.history.Healing;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Probe;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** P9. */
class NeverSilentlyApartTest {

  @Test
  void aLedgerAtTheLogsEndIsRight() {
    Story story = Story.ofACode(5L);
    story.redeem("one", "REDEEMED");
    story.probes.add(probe(1, false));
    story.probes.add(probe(2, true));
    story.assertKept();
  }

  @Test
  void aLedgerThatHadToBeHealedIsFound() {
    Story story = Story.ofACode(5L);
    story.healings.add(new Healing(Story.at(1)));
    story.assertBroken(Promise.P9, "ledger and log came apart", Story.at(1));
  }

  @Test
  void lanesThatStoppedAreFound() {
    Story story = Story.ofACode(5L);
    story.ledgerAt(1, "the log was replaced");
    story.assertBroken(Promise.P9, "nothing is decided any more", "the log was replaced");
  }

  @Test
  void aLedgerBehindTheLogWithGreenReadinessIsFound() {
    Story story = Story.ofACode(5L);
    story.appendAlone(UUID.randomUUID(), new Logged.Nothing());
    story.ledgerAt(1, null);
    story.probes.add(probe(1, true));
    story.assertBroken(Promise.P9, "the ledger is behind the log's end 2", "nextOffset=1");
  }

  @Test
  void aLedgerBeyondTheLogIsFound() {
    Story story = Story.ofACode(5L);
    story.ledgerAt(7, null);
    story.assertBroken(Promise.P9, "the ledger is beyond the log's end 1", "nextOffset=7");
  }

  @Test
  void aDecisionBeyondTheLedgersPlaceIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    story.ledgerAt(1, null);
    story.assertBroken(Promise.P9, "a decision lies beyond the ledger's place", id);
  }

  @Test
  void aToldDecisionThatTheLedgerLostIsFound() {
    Story story = Story.ofACode(5L);
    UUID id = story.redeem("one", "REDEEMED");
    story.decisions.removeLast();
    story.uses.clear();
    story.count(-1);
    story.assertBroken(Promise.P9, "a decision was told that the ledger does not have", id);
  }

  @Test
  void aPartitionWithoutDecisionsHasNothingToAgreeOn() {
    Story story = Story.ofACode(5L);
    story.hostile.add(new Place(3, 0));
    story.assertKept();
  }

  private static Probe probe(long second, boolean isReady) {
    return new Probe("processor-0", Story.at(second), isReady, isReady ? "" : Probe.NO_RESPONSE, 0);
  }
}
