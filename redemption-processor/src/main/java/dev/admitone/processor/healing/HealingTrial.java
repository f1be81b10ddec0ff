package dev.admitone.processor.healing;

import dev.admitone.processor.healing.CarryingOut.PublishedDecision;
import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries out the first decisions of a partition in transactions that are rolled back, to measure
 * how fast the database takes them. The healing's rows are locked for as long as one of them lasts.
 */
final class HealingTrial {

  /** Enough that the first batches, which are slower, weigh little. */
  private static final long RECORDS_MAX = 20_000;

  private final HealingLog log;
  private final HealingLedger ledger;

  HealingTrial(HealingLog log, HealingLedger ledger) {
    this.log = log;
    this.ledger = ledger;
  }

  /** Tries the records from the place on. */
  Forecast.Trial of(Place place, Diagnosis.Behind behind) {
    long from = behind.from();
    long to = Math.min(behind.mark(), from + RECORDS_MAX);
    PublishedResults published =
        log.published(place.partition(), place.firstResult(), place.lastAppendedAt(), from, to);
    List<Forecast.Trial> batches = new ArrayList<>();
    log.requests(place.partition(), from, to, batch -> batches.add(one(batch, published)));
    return batches.stream().reduce(Forecast.Trial.NONE, Forecast.Trial::and);
  }

  private Forecast.Trial one(HealingLog.Batch batch, PublishedResults published) {
    List<PublishedDecision> carried = new ArrayList<>();
    List<Request> open = new ArrayList<>();
    for (Delivery delivery : batch.deliveries()) {
      if (delivery instanceof Request request) {
        if (PartitionHealing.isOpen(request, published)) {
          open.add(request);
        } else if (published.at(request.position().offset(), request.id()).orElse(null)
            instanceof Published.Decided decided) {
          carried.add(new PublishedDecision(request, decided.outcome()));
        }
      }
    }
    long began = System.nanoTime();
    try {
      ledger.tryOut(
          () -> {
            carryOut(carried);
            decide(open);
          });
    } catch (LedgerConflictException e) {
      // SQL beside it was faster. The healing would read all again; the trial measures less.
      return Forecast.Trial.NONE;
    }
    return new Forecast.Trial(
        carried.size() + open.size(), Duration.ofNanos(System.nanoTime() - began));
  }

  private void carryOut(List<PublishedDecision> carried) {
    if (!carried.isEmpty()) {
      BatchState state = ledger.load(carried.stream().map(PublishedDecision::request).toList());
      ledger.save(CarryingOut.carryOut(carried, state, Map.of()).changes());
    }
  }

  private void decide(List<Request> open) {
    if (!open.isEmpty()) {
      ledger.save(BatchDecisions.decide(open, ledger.load(open)).changes());
    }
  }
}
