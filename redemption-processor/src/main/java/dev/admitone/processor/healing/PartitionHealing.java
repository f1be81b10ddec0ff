package dev.admitone.processor.healing;

import dev.admitone.processor.healing.CarryingOut.Carried;
import dev.admitone.processor.healing.CarryingOut.PublishedDecision;
import dev.admitone.processor.healing.Reconciliation.Touched;
import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.Undecidable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings one partition from its place to its mark. Killed at any point, it begins again at the
 * place and changes nothing that is done.
 */
final class PartitionHealing {

  /** Results of so many records are kept in memory at once: 40 MB. */
  private static final long RECORDS_AT_ONCE = 8_000_000;

  private static final int TRIES = 3;

  private final HealingLog log;
  private final HealingLedger ledger;
  private final Report report;
  private final PublishedCreations creations;
  private final Place place;
  private final long mark;

  private long next;
  private long carriedOut;
  private long withoutResult;
  private @Nullable Instant firstWithoutResult;

  PartitionHealing(
      HealingLog log, HealingLedger ledger, Report report, Place place, Diagnosis.Behind behind) {
    this.log = log;
    this.ledger = ledger;
    this.report = report;
    this.creations = new PublishedCreations(log, ledger);
    this.place = place;
    this.next = behind.from();
    this.mark = behind.mark();
  }

  /** How many decisions it would carry out or make, once they are counted. */
  long counted() {
    return carriedOut + withoutResult;
  }

  /**
   * Whether retention may have taken the result of a request that has none, once they are counted:
   * the oldest result that is left is younger than the request.
   */
  boolean mayLackResults() {
    Instant first = firstWithoutResult;
    return first != null
        && log.oldestResult(place.partition(), place.firstResult())
            .filter(oldest -> oldest.isAfter(first))
            .isPresent();
  }

  /** What it did, or would do. */
  String inWords() {
    return "partition %d: %d decisions carried out, %d requests without a result"
        .formatted(place.partition(), carriedOut, withoutResult);
  }

  /** Counts what it would do. */
  void count() {
    overWindows(
        (published, from, to) ->
            log.requests(place.partition(), from, to, batch -> count(batch, published)));
  }

  /**
   * Carries out all published decisions, and creations whose invite was published: the results of
   * these follow with the rest. The place moves on up to the first request without a result.
   */
  void carryOut() {
    long began = next;
    overWindows(
        (published, from, to) ->
            log.requests(place.partition(), from, to, batch -> carryOut(batch, published)));
    if (next > began) {
      report.say("partition %d: %d decisions carried out".formatted(place.partition(), carriedOut));
    }
  }

  /**
   * Decides requests without a result by the rules, and publishes the results. The place moves to
   * the mark.
   */
  void decideTheRest() {
    if (next >= mark) {
      return;
    }
    overWindows(
        (published, from, to) ->
            log.requests(place.partition(), from, to, batch -> decide(batch, published)));
    report.say(
        "partition %d: %d requests without a result decided"
            .formatted(place.partition(), withoutResult));
  }

  private interface Window {
    void read(PublishedResults published, long from, long to);
  }

  private void overWindows(Window window) {
    long begin = next;
    for (long from = begin; from < mark; from += RECORDS_AT_ONCE) {
      long to = Math.min(mark, from + RECORDS_AT_ONCE);
      PublishedResults published =
          log.published(place.partition(), place.firstResult(), place.lastAppendedAt(), from, to);
      window.read(published, from, to);
    }
  }

  private void count(HealingLog.Batch batch, PublishedResults published) {
    for (Delivery delivery : batch.deliveries()) {
      if (delivery instanceof Request request && isDecidable(request)) {
        if (published.at(request.position().offset(), request.id()).isPresent()) {
          carriedOut++;
        } else {
          firstWithoutResult =
              firstWithoutResult == null ? request.appendedAt() : firstWithoutResult;
          withoutResult++;
        }
      }
    }
  }

  private void carryOut(HealingLog.Batch batch, PublishedResults published) {
    Set<UUID> created =
        creations.among(batch.deliveries().stream().filter(one -> isOpen(one, published)).toList());
    List<PublishedDecision> carried = new ArrayList<>();
    @Nullable Delivery firstOpen = null;
    for (Delivery delivery : batch.deliveries()) {
      if (isOpen(delivery, published)) {
        firstOpen = firstOpen == null ? delivery : firstOpen;
        if (delivery instanceof Request request && created.contains(request.id())) {
          carried.add(new PublishedDecision(request, Acceptance.DONE));
        }
      } else if (delivery instanceof Request request
          && published.at(request.position().offset(), request.id()).orElse(null)
              instanceof Published.Decided decided) {
        carried.add(new PublishedDecision(request, decided.outcome()));
      }
    }
    boolean isContiguous = next == batch.from();
    Move move = isContiguous ? Move.until(batch, firstOpen) : null;
    List<Finding> findings = patiently(() -> carryOut(carried, move));
    findings.forEach(report::found);
    carriedOut += carried.size() - created.size();
    if (move != null) {
      next = move.next();
    }
  }

  private List<Finding> carryOut(List<PublishedDecision> batch, @Nullable Move move) {
    return ledger.inTransaction(
        () -> {
          List<Finding> findings = List.of();
          if (!batch.isEmpty()) {
            BatchState state = ledger.load(batch.stream().map(PublishedDecision::request).toList());
            Map<String, Long> versions = versions(state);
            Set<String> unknown =
                batch.stream()
                    .map(decision -> decision.request().code())
                    .filter(code -> !versions.containsKey(code))
                    .collect(Collectors.toSet());
            Carried carried = CarryingOut.carryOut(batch, state, ledger.snapshots(unknown));
            ledger.adopt(carried.adopted());
            ledger.save(carried.changes());
            ledger.touch(touched(carried, versions));
            findings = carried.findings();
          }
          move(move);
          return findings;
        });
  }

  private static Map<String, Long> versions(BatchState state) {
    return state.invites().stream().collect(Collectors.toMap(Invite::code, Invite::version));
  }

  private static Map<String, Touched> touched(Carried carried, Map<String, Long> versions) {
    Map<String, Touched> touched = new HashMap<>();
    carried.adopted().forEach(one -> touched.put(one.invite().code(), new Touched(0, false)));
    for (List<Invite> invites :
        List.of(carried.changes().createdInvites(), carried.changes().changedInvites())) {
      for (Invite invite : invites) {
        touched.put(
            invite.code(),
            new Touched(
                versions.getOrDefault(invite.code(), 0L),
                carried.redefined().contains(invite.code())));
      }
    }
    return touched;
  }

  private void move(@Nullable Move move) {
    if (move != null) {
      ledger.move(place.partition(), move.next(), move.last(), move.lastAppendedAt());
    }
  }

  /**
   * Decides what is open. Published before it is committed: killed in between, the next healing
   * finds the results and carries them out; killed before, no client has learned a decision.
   */
  private void decide(HealingLog.Batch batch, PublishedResults published) {
    List<Request> requests = new ArrayList<>();
    List<Result> deadLetters = new ArrayList<>();
    for (Delivery delivery : batch.deliveries()) {
      if (isOpen(delivery, published)) {
        switch (delivery) {
          case Request request -> requests.add(request);
          case Undecidable undecidable -> deadLetters.add(new Result.DeadLettered(undecidable));
        }
      }
    }
    Move move = Move.until(batch, null);
    patiently(
        () ->
            ledger.inTransaction(
                () -> {
                  if (!requests.isEmpty()) {
                    BatchState state = ledger.load(requests);
                    BatchDecisions decisions = BatchDecisions.decide(requests, state);
                    ledger.save(decisions.changes());
                    log.publish(decisions.results(), decisions.snapshots());
                  }
                  if (!deadLetters.isEmpty()) {
                    log.publish(deadLetters, List.of());
                  }
                  move(move);
                  return move;
                }));
    withoutResult += requests.size() + deadLetters.size();
    next = move.next();
  }

  /** A record that has no result and needs one. */
  static boolean isOpen(Delivery delivery, PublishedResults published) {
    long offset = delivery.position().offset();
    return switch (delivery) {
      case Request request -> isDecidable(request) && published.at(offset, request.id()).isEmpty();
      case Undecidable undecidable ->
          undecidable.requestId() != null
              && published.at(offset, undecidable.requestId()).isEmpty();
    };
  }

  /** A question changes nothing, and lanes publish its result as always. */
  private static boolean isDecidable(Request request) {
    return request.command() instanceof Command.Redeem
        || request.command() instanceof Command.Operator;
  }

  private interface Work<T> {
    T run();
  }

  /** SQL beside the healing may be faster; then all is read again. */
  private static <T> T patiently(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.run();
      } catch (LedgerConflictException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }
}
