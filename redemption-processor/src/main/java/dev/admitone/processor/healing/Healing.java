package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

  /** A partition, and what is to be done about it. */
  private record Case(Place place, HealingLog.Partition partition, Diagnosis diagnosis) {}

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
  }

  /**
   * Heals. Killed at any point, it is run again.
   *
   * @throws HealingImpossibleException if it cannot; what is done is kept
   */
  public void run(HealingOptions options) {
    if (!ledger.begin()) {
      throw new HealingImpossibleException(
          "Another ./admit heal works on this ledger. Wait until it ends.");
    }
    if (options.dryRun()) {
      dryRun(options);
      return;
    }
    if (options.newId()) {
      ledger.renew();
      report.say("the ledger has a new id: " + ledger.id());
    }
    Set<Integer> skipped = skip(options);
    List<Case> cases = diagnose();
    boolean stopped = cases.stream().anyMatch(one -> one.place().reason() != null);
    if (isSound(cases) && !stopped && !options.newId() && skipped.isEmpty()) {
      report.say("Ledger and log agree: there is nothing to heal.");
      return;
    }
    cases.forEach(one -> ledger.add(one.place()));
    ledger.stopLanes(HEALING);
    report.say(
        "Waiting until no result was published for %s s ...".formatted(stillFor.toSeconds()));
    log.awaitStillResults(stillFor);
    heal(diagnose());
    ledger.releaseLanes();
    report.say("Healed. Processors that run go on within seconds; start those that do not.");
  }

  private void heal(List<Case> cases) {
    List<PartitionHealing> behind = new ArrayList<>();
    Map<Integer, Long> begun = new HashMap<>();
    InvitesHealing invites = new InvitesHealing(log, ledger, report);
    invites.readTopic();
    PublishedCreations creations = new PublishedCreations(log, ledger);
    for (Case one : cases) {
      switch (creations.withThem(one.diagnosis(), one.place(), one.partition())) {
        case Diagnosis.Same _ -> {}
        case Diagnosis.OtherLog other -> {
          say(one, other);
          listGone(one.place(), 0, Long.MAX_VALUE);
          begun.put(one.place().partition(), one.partition().start());
        }
        case Diagnosis.Behind lacking -> {
          say(one, lacking);
          listGone(one.place(), lacking);
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

  private void begin(List<Case> cases, Map<Integer, Long> begun) {
    log.commit(ledger.id(), begun);
    Map<Integer, Long> resultsEnds = log.resultsEnds();
    ledger.inTransaction(
        () -> {
          for (Case one : cases) {
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

  private void dryRun(HealingOptions options) {
    options
        .skipTo()
        .forEach(
            (partition, offset) ->
                report.say("partition %d: the place would be %d".formatted(partition, offset)));
    List<Case> cases = diagnose();
    if (isSound(cases)) {
      report.say("Ledger and log agree: there is nothing to heal.");
    }
    for (Case one : cases) {
      switch (one.diagnosis()) {
        case Diagnosis.Same _ -> {}
        case Diagnosis.OtherLog other -> {
          say(one, other);
          listGone(one.place(), 0, Long.MAX_VALUE);
          report.say(
              "partition %d: the place would be %d, the log's start; what is decided stays so"
                  .formatted(one.place().partition(), one.partition().start()));
        }
        case Diagnosis.Behind behind -> {
          say(one, behind);
          listGone(one.place(), behind);
          PartitionHealing counting =
              new PartitionHealing(log, ledger, report, one.place(), behind);
          counting.count();
          report.say(counting.inWords() + " would be decided by the rules");
        }
      }
    }
    report.say("Nothing was changed.");
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

  private List<Case> diagnose() {
    Map<Integer, Place> places =
        ledger.places().stream().collect(Collectors.toMap(Place::partition, place -> place));
    List<Case> cases = new ArrayList<>();
    for (HealingLog.Partition partition : log.partitions()) {
      Place known = places.remove(partition.number());
      Place place = known == null ? Place.atTheStartOf(partition) : known;
      Diagnosis diagnosis =
          Diagnosis.of(
              place,
              partition,
              offset -> log.appendedAt(place.partition(), offset),
              () ->
                  log.lastRequestWithResult(
                      place.partition(), place.firstResult(), place.lastAppendedAt()));
      cases.add(new Case(place, partition, diagnosis));
    }
    if (!places.isEmpty()) {
      throw new HealingImpossibleException(
          ("The ledger has places in the partitions %s, which the requests topic lacks. Add them as"
                  + " before: docs/how-to/raise-the-partition-count.md has the steps.")
              .formatted(places.keySet()));
    }
    return cases;
  }

  private void say(Case one, Diagnosis diagnosis) {
    report.say("partition %d: %s".formatted(one.place().partition(), diagnosis.inWords()));
  }

  private void listGone(Place place, Diagnosis.Behind behind) {
    if (behind.gone() > 0) {
      long from = behind.from() - behind.gone();
      report.found(new Finding.RecordsGone(place.partition(), from, behind.from()));
      listGone(place, from, behind.from());
    }
  }

  /** Published decisions whose request cannot be read any more, and that the ledger lacks. */
  private void listGone(Place place, long from, long to) {
    log.results(
        place.partition(),
        place.firstResult(),
        results -> {
          Map<UUID, HealingLog.FirstResult> byId = new HashMap<>();
          results.stream()
              .filter(result -> result.offset() >= from && result.offset() < to)
              .forEach(result -> byId.put(result.requestId(), result));
          for (UUID id : ledger.undecided(byId.keySet())) {
            HealingLog.FirstResult result = byId.get(id);
            if (result != null) {
              report.found(
                  new Finding.RequestGone(
                      new Position(place.partition(), result.offset()),
                      id,
                      result.code(),
                      result.userId(),
                      result.decision()));
            }
          }
        });
  }

  private static boolean isSound(List<Case> cases) {
    return cases.stream().allMatch(one -> one.diagnosis() instanceof Diagnosis.Same);
  }
}
