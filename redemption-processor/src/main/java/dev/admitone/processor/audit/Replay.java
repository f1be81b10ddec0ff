package dev.admitone.processor.audit;

import dev.admitone.processor.healing.HealingLog;
import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.ContentRejectedException;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Decides one partition again, batch by batch. Facts that the log does not have are taken from the
 * live ledger: which of two partitions was first to decide an id, what was decided before the range
 * begins, whose name a signup's was, and what SQL changed.
 */
final class Replay {

  private static final Set<String> DECIDED_BY_OTHER_CODES =
      Set.of("USERNAME_TAKEN", "EMAIL_TAKEN", "PHONE_TAKEN");

  private final AuditLedger ledger;
  private long decided;
  private long facts;

  Replay(AuditLedger ledger) {
    this.ledger = ledger;
  }

  /** How many requests it has decided. */
  long decided() {
    return decided;
  }

  /** How many requests' decisions it took from the live ledger. */
  long facts() {
    return facts;
  }

  /** Decides what was read of the range. */
  void decide(AuditRange range, HealingLog.Batch batch) {
    List<Request> requests = new ArrayList<>();
    for (Delivery delivery : batch.deliveries()) {
      if (delivery instanceof Request request
          && !(request.command() instanceof Command.Unrecorded)) {
        requests.add(request);
      }
    }
    Map<UUID, AuditLedger.Decided> live =
        ledger.decided(requests.stream().map(Request::id).distinct().toList());
    List<Request> own = withoutFacts(range, requests, live);
    int from = 0;
    for (Position change : ledger.changesBySql(range.partition(), batch.from(), batch.next())) {
      int to = firstAt(own, change.offset());
      decideInOrder(own.subList(from, to), live);
      ledger.carryOutChangesBefore(change);
      from = to;
    }
    decideInOrder(own.subList(from, own.size()), live);
  }

  private static int firstAt(List<Request> requests, long offset) {
    for (int i = 0; i < requests.size(); i++) {
      if (requests.get(i).position().offset() >= offset) {
        return i;
      }
    }
    return requests.size();
  }

  private List<Request> withoutFacts(
      AuditRange range, List<Request> requests, Map<UUID, AuditLedger.Decided> live) {
    List<Request> own = new ArrayList<>();
    for (Request request : requests) {
      AuditLedger.Decided decision = live.get(request.id());
      if (decision == null ? isSetAside(request) : isFact(range, decision)) {
        facts++;
      } else {
        own.add(request);
      }
    }
    return own;
  }

  /** Whether a processor had the key of pseudonyms is a fact, too. */
  private static boolean isSetAside(Request request) {
    return request.command() instanceof Command.EraseUser;
  }

  private static boolean isFact(AuditRange range, AuditLedger.Decided decision) {
    return decision.position().partition() != range.partition()
        || decision.position().offset() < range.from();
  }

  /** That a signup's name was taken is a fact; its place, its time and its content are not. */
  private void decideInOrder(List<Request> requests, Map<UUID, AuditLedger.Decided> live) {
    int from = 0;
    for (int i = 0; i < requests.size(); i++) {
      Request request = requests.get(i);
      AuditLedger.Decided decision = live.get(request.id());
      if (decision != null && isTakenName(request, decision)) {
        decide(requests.subList(from, i));
        LedgerEntry refusal = LedgerEntry.of(request, Outcome.named(decision.outcome()));
        ledger.inTransaction(() -> ledger.save(BatchState.Changes.ofOne(refusal)));
        facts++;
        from = i + 1;
      }
    }
    decide(requests.subList(from, requests.size()));
  }

  private static boolean isTakenName(Request request, AuditLedger.Decided decision) {
    return request.command() instanceof Command.Redeem redeem
        && redeem.signup() != null
        && request.position().equals(decision.position())
        && DECIDED_BY_OTHER_CODES.contains(decision.outcome());
  }

  /** A request whose content the database refuses is decided by no ledger. */
  private void decide(List<Request> requests) {
    if (requests.isEmpty()) {
      return;
    }
    try {
      ledger.inTransaction(
          () -> {
            BatchState state = ledger.load(requests);
            ledger.save(BatchDecisions.decide(requests, state).changes());
          });
      decided += requests.size();
    } catch (ContentRejectedException e) {
      if (requests.size() > 1) {
        int middle = requests.size() / 2;
        decide(requests.subList(0, middle));
        decide(requests.subList(middle, requests.size()));
      }
    }
  }
}
