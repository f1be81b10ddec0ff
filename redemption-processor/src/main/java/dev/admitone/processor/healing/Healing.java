package dev.admitone.processor.healing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings ledger and log together: a published decision is the decision, a request without a result
 * is decided by the rules, and what no log contains is reported by name. Lanes decide nothing
 * meanwhile.
 */
public final class Healing {

  private static final String HEALING = "ledger and log are being brought together: ./admit heal";

  private final HealingLog log;
  private final HealingLedger ledger;
  private final Report report;
  private final Duration stillFor;
  private final Diagnoses diagnoses;

  /**
   * A healing.
   *
   * @param stillFor how long a producer may still append results: its delivery time-out
   */
  public Healing(HealingLog log, HealingLedger ledger, Report report, Duration stillFor) {
    this.log = log;
    this.ledger = ledger;
    this.report = report;
    this.stillFor = stillFor;
    this.diagnoses = new Diagnoses(log, ledger, report);
  }

  /**
   * Heals. Killed at any point, it is run again.
   *
   * @throws HealingImpossibleException if it cannot; what is done is kept. If a dry run finds that
   *     the log no longer has all that the ledger lacks
   */
  public void run(HealingOptions options) {
    if (!ledger.begin()) {
      throw new HealingImpossibleException(
          "Another ./admit heal works on this ledger. Wait until it ends.");
    }
    if (options.dryRun()) {
      new DryRun(log, ledger, report, stillFor).run(options);
      return;
    }
    if (options.newId()) {
      ledger.renew();
      report.say("the ledger has a new id: " + ledger.id());
    }
    Set<Integer> skipped = skip(options);
    List<Diagnoses.Case> cases = diagnoses.now();
    boolean stopped = cases.stream().anyMatch(one -> one.place().reason() != null);
    if (Diagnoses.areSound(cases) && !stopped && !options.newId() && skipped.isEmpty()) {
      report.say("Ledger and log agree: there is nothing to heal.");
      return;
    }
    cases.forEach(one -> ledger.add(one.place()));
    ledger.stopLanes(HEALING);
    report.say(
        "Waiting until no result was published for %s s ...".formatted(stillFor.toSeconds()));
    log.awaitStillResults(stillFor);
    heal(diagnoses.now());
    ledger.releaseLanes();
    report.say("Healed. Processors that run go on within seconds; start those that do not.");
  }

  private void heal(List<Diagnoses.Case> cases) {
    List<PartitionHealing> behind = new ArrayList<>();
    Map<Integer, Long> begun = new HashMap<>();
    InvitesHealing invites = new InvitesHealing(log, ledger, report);
    invites.readTopic();
    PublishedCreations creations = new PublishedCreations(log, ledger);
    for (Diagnoses.Case one : cases) {
      switch (creations.withThem(one.diagnosis(), one.place(), one.partition())) {
        case Diagnosis.Same _ -> {}
        case Diagnosis.OtherLog other -> {
          diagnoses.say(one, other);
          diagnoses.listGone(one.place(), 0, Long.MAX_VALUE);
          begun.put(one.place().partition(), one.partition().start());
        }
        case Diagnosis.Behind lacking -> {
          diagnoses.say(one, lacking);
          diagnoses.listGone(one.place(), lacking);
          behind.add(new PartitionHealing(log, ledger, report, one.place(), lacking));
        }
      }
    }
    behind.forEach(PartitionHealing::carryOut);
    invites.reconcile();
    behind.forEach(PartitionHealing::decideTheRest);
    if (!begun.isEmpty()) {
      begin(cases, begun);
      invites.publishAll();
    }
  }

  private void begin(List<Diagnoses.Case> cases, Map<Integer, Long> begun) {
    log.commit(ledger.id(), begun);
    Map<Integer, Long> resultsEnds = log.resultsEnds();
    ledger.inTransaction(
        () -> {
          for (Diagnoses.Case one : cases) {
            int partition = one.place().partition();
            if (begun.containsKey(partition)) {
              ledger.restart(
                  partition,
                  one.partition().topicId(),
                  one.partition().start(),
                  resultsEnds.getOrDefault(partition, 0L));
            }
          }
          return begun;
        });
  }

  private Set<Integer> skip(HealingOptions options) {
    Map<Integer, Place> places =
        ledger.places().stream().collect(Collectors.toMap(Place::partition, place -> place));
    Map<Integer, HealingLog.Partition> partitions =
        log.partitions().stream()
            .collect(Collectors.toMap(HealingLog.Partition::number, partition -> partition));
    options
        .skipTo()
        .forEach((number, offset) -> requireSkippable(places, partitions, number, offset));
    if (!options.skipTo().isEmpty()) {
      ledger.stopLanes(HEALING);
    }
    options
        .skipTo()
        .forEach(
            (number, offset) -> {
              var lastAppendedAt = log.appendedAt(number, offset - 1);
              ledger.move(
                  number,
                  offset,
                  lastAppendedAt.isPresent() ? offset - 1 : null,
                  lastAppendedAt.orElse(null));
              report.say("partition %d: the place is %d now".formatted(number, offset));
            });
    return options.skipTo().keySet();
  }

  private static void requireSkippable(
      Map<Integer, Place> places,
      Map<Integer, HealingLog.Partition> partitions,
      int number,
      long offset) {
    Place place = places.get(number);
    HealingLog.Partition partition = partitions.get(number);
    if (place == null || partition == null) {
      throw new HealingImpossibleException(
          "There is no partition %d: --skip-to takes PARTITION=OFFSET.".formatted(number));
    }
    if (offset < Math.max(place.next(), partition.start()) || offset > partition.end()) {
      throw new HealingImpossibleException(
          ("Partition %d cannot be skipped to %d: its place is %d and the log has offsets %d to"
                  + " %d. A place never goes back.")
              .formatted(number, offset, place.next(), partition.start(), partition.end() - 1));
    }
  }
}
