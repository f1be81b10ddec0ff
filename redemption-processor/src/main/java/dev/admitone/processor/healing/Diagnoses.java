package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Compares the ledger's places with the log, and reports what is wrong. */
final class Diagnoses {

  /** A partition, and what is to be done about it. */
  record Case(Place place, HealingLog.Partition partition, Diagnosis diagnosis) {}

  private final HealingLog log;
  private final HealingLedger ledger;
  private final Report report;

  Diagnoses(HealingLog log, HealingLedger ledger, Report report) {
    this.log = log;
    this.ledger = ledger;
    this.report = report;
  }

  /** Compares all partitions, by number. */
  List<Case> now() {
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

  static boolean areSound(List<Case> cases) {
    return cases.stream().allMatch(one -> one.diagnosis() instanceof Diagnosis.Same);
  }

  /** Says what is wrong with the partition. */
  void say(Case one, Diagnosis diagnosis) {
    report.say("partition %d: %s".formatted(one.place().partition(), diagnosis.inWords()));
  }

  /** Lists what the log no longer has of what the ledger lacks. */
  void listGone(Place place, Diagnosis.Behind behind) {
    if (behind.gone() > 0) {
      long from = behind.from() - behind.gone();
      report.found(new Finding.RecordsGone(place.partition(), from, behind.from()));
      listGone(place, from, behind.from());
    }
  }

  /** Published decisions whose request cannot be read any more, and that the ledger lacks. */
  void listGone(Place place, long from, long to) {
    log.results(
        place.partition(),
        place.firstResult(),
        null,
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
}
