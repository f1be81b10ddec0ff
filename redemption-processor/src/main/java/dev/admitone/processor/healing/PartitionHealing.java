package dev.admitone.processor.healing;

import dev.admitone.processor.healing.CarryingOut.Answered;
import dev.admitone.processor.healing.CarryingOut.Carried;
import dev.admitone.processor.healing.Reconciliation.Touched;
import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.Answer;
import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Undecidable;
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

  /** Answers to so many records are held at once: 40 MB. */
  private static final long RECORDS_AT_ONCE = 8_000_000;

  private static final int TRIES = 3;

  private final HealingLog log;
  private final HealingLedger ledger;
  private final Report report;
  private final PublishedCreations creations;
  private final Place place;
  private final long mark;

  private long next;
  private long answered;
  private long unanswered;

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

  /** What it did, or would do. */
  String inWords() {
    return "partition %d: %d answers carried out, %d requests without an answer"
        .formatted(place.partition(), answered, unanswered);
  }

  /** Only counts. */
  void count() {
    overWindows(
        (answers, from, to) ->
            log.requests(place.partition(), from, to, batch -> count(batch, answers)));
  }

  /**
   * Carries out all that was answered, and creations that were published: these are answered with
   * the rest. The place moves on as far as nothing without an answer lies before it.
   */
  void carryOut() {
    long began = next;
    overWindows(
        (answers, from, to) ->
            log.requests(place.partition(), from, to, batch -> carryOut(batch, answers)));
    if (next > began) {
      report.say("partition %d: %d answers carried out".formatted(place.partition(), answered));
    }
  }

  /** Decides by the rules what has no answer, and answers it. The place moves to the mark. */
  void decideTheRest() {
    if (next >= mark) {
      return;
    }
    overWindows(
        (answers, from, to) ->
            log.requests(place.partition(), from, to, batch -> decide(batch, answers)));
    report.say(
        "partition %d: %d requests without an answer decided"
            .formatted(place.partition(), unanswered));
  }

  private interface Window {
    void read(PublishedAnswers answers, long from, long to);
  }

  private void overWindows(Window window) {
    long begin = next;
    for (long from = begin; from < mark; from += RECORDS_AT_ONCE) {
      long to = Math.min(mark, from + RECORDS_AT_ONCE);
      PublishedAnswers answers =
          log.answers(place.partition(), place.firstResult(), place.lastAppendedAt(), from, to);
      window.read(answers, from, to);
    }
  }

  private void count(HealingLog.Batch batch, PublishedAnswers answers) {
    for (Delivery delivery : batch.deliveries()) {
      if (delivery instanceof Request request && isDecidable(request)) {
        if (answers.to(request.position().offset(), request.id()).isPresent()) {
          answered++;
        } else {
          unanswered++;
        }
      }
    }
  }

  private void carryOut(HealingLog.Batch batch, PublishedAnswers answers) {
    Set<UUID> created =
        creations.among(batch.deliveries().stream().filter(one -> isOpen(one, answers)).toList());
    List<Answered> carried = new ArrayList<>();
    @Nullable Delivery firstOpen = null;
    for (Delivery delivery : batch.deliveries()) {
      if (isOpen(delivery, answers)) {
        firstOpen = firstOpen == null ? delivery : firstOpen;
        if (delivery instanceof Request request && created.contains(request.id())) {
          carried.add(new Answered(request, Acceptance.DONE));
        }
      } else if (delivery instanceof Request request
          && answers.to(request.position().offset(), request.id()).orElse(null)
              instanceof Published.Decided decided) {
        carried.add(new Answered(request, decided.outcome()));
      }
    }
    boolean isContiguous = next == batch.from();
    Move move = isContiguous ? Move.until(batch, firstOpen) : null;
    List<Finding> findings = patiently(() -> carryOut(carried, move));
    findings.forEach(report::found);
    answered += carried.size() - created.size();
    if (move != null) {
      next = move.next();
    }
  }

  private List<Finding> carryOut(List<Answered> batch, @Nullable Move move) {
    return ledger.inTransaction(
        () -> {
          List<Finding> findings = List.of();
          if (!batch.isEmpty()) {
            BatchState state = ledger.load(batch.stream().map(Answered::request).toList());
            Map<String, Long> versions = versions(state);
            Set<String> unknown =
                batch.stream()
                    .map(answered -> answered.request().code())
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
   * finds the answers and carries them out; killed before, no client was told anything.
   */
  private void decide(HealingLog.Batch batch, PublishedAnswers answers) {
    List<Request> requests = new ArrayList<>();
    List<Answer> deadLetters = new ArrayList<>();
    for (Delivery delivery : batch.deliveries()) {
      if (isOpen(delivery, answers)) {
        switch (delivery) {
          case Request request -> requests.add(request);
          case Undecidable undecidable -> deadLetters.add(new Answer.DeadLettered(undecidable));
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
                    log.publish(decisions.answers(), decisions.snapshots());
                  }
                  if (!deadLetters.isEmpty()) {
                    log.publish(deadLetters, List.of());
                  }
                  move(move);
                  return move;
                }));
    unanswered += requests.size() + deadLetters.size();
    next = move.next();
  }

  /** A record that nothing in the results topic is about, and that wants an answer. */
  private static boolean isOpen(Delivery delivery, PublishedAnswers answers) {
    long offset = delivery.position().offset();
    return switch (delivery) {
      case Request request -> isDecidable(request) && answers.to(offset, request.id()).isEmpty();
      case Undecidable undecidable ->
          undecidable.requestId() != null && answers.to(offset, undecidable.requestId()).isEmpty();
    };
  }

  /** What only asks changes nothing, and lanes answer it as always. */
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
