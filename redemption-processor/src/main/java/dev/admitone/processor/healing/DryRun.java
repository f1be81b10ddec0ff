package dev.admitone.processor.healing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says what a healing would do and how long it would take, and changes nothing. */
final class DryRun {

  private final HealingLog log;
  private final HealingLedger ledger;
  private final Report report;
  private final Duration stillFor;
  private final Diagnoses diagnoses;

  private final List<Integer> outOfReach = new ArrayList<>();
  private final List<Integer> resultsGone = new ArrayList<>();
  private long gone;
  private long decisions;
  private Forecast.Trial trial = Forecast.Trial.NONE;

  DryRun(HealingLog log, HealingLedger ledger, Report report, Duration stillFor) {
    this.log = log;
    this.ledger = ledger;
    this.report = report;
    this.stillFor = stillFor;
    this.diagnoses = new Diagnoses(log, ledger, report);
  }

  /**
   * Says it.
   *
   * @throws HealingImpossibleException if the log no longer has all that the ledger lacks
   */
  void run(HealingOptions options) {
    options
        .skipTo()
        .forEach(
            (partition, offset) ->
                report.say("partition %d: the place would be %d".formatted(partition, offset)));
    List<Diagnoses.Case> cases = diagnoses.now();
    if (Diagnoses.areSound(cases)) {
      report.say("Ledger and log agree: there is nothing to heal.");
    } else {
      long began = System.nanoTime();
      cases.forEach(this::look);
      log.snapshots(_ -> {});
      Duration reading = Duration.ofNanos(System.nanoTime() - began).minus(trial.took());
      report.say(new Forecast(stillFor, reading, decisions, trial).inWords());
    }
    report.say("Nothing was changed.");
    requireAllInReach();
  }

  private void look(Diagnoses.Case one) {
    Place place = one.place();
    switch (one.diagnosis()) {
      case Diagnosis.Same _ -> {}
      case Diagnosis.OtherLog other -> {
        diagnoses.say(one, other);
        diagnoses.listGone(place, 0, Long.MAX_VALUE);
        report.say(
            "partition %d: the place would be %d, the log's start; what is decided stays so"
                .formatted(place.partition(), one.partition().start()));
      }
      case Diagnosis.Behind behind -> {
        diagnoses.say(one, behind);
        diagnoses.listGone(place, behind);
        if (behind.gone() > 0) {
          outOfReach.add(place.partition());
          gone += behind.gone();
        }
        PartitionHealing counting = new PartitionHealing(log, ledger, report, place, behind);
        counting.count();
        report.say(counting.inWords() + " would be decided by the rules");
        if (counting.mayLackResults()) {
          resultsGone.add(place.partition());
        }
        decisions += counting.counted();
        trial = trial.and(new HealingTrial(log, ledger).of(place, behind));
      }
    }
  }

  private void requireAllInReach() {
    if (outOfReach.isEmpty() && !resultsGone.isEmpty()) {
      throw new HealingImpossibleException(
          ("The results topic no longer reaches back to where this ledger is: in the partitions %s"
                  + " requests have no result, and retention may have taken it. ./admit heal without"
                  + " --dry-run decides them by the rules, which may differ from what users were"
                  + " told. Restore a younger backup, or a later moment.")
              .formatted(resultsGone));
    }
    if (!outOfReach.isEmpty()) {
      throw new HealingImpossibleException(
          ("The log no longer reaches back to where this ledger is: in the partitions %s it lacks"
                  + " %d records that the ledger had not decided, and the list above names what is"
                  + " known of them. Restore a younger backup, or a later moment. If there is none,"
                  + " ./admit heal without --dry-run leaves these records out and carries out the"
                  + " rest.")
              .formatted(outOfReach, gone));
    }
  }
}
