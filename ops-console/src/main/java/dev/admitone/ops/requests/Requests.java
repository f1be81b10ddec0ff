package dev.admitone.ops.requests;

import dev.admitone.ops.deadletters.DeadLetters;
import dev.admitone.ops.deadletters.Letter;
import dev.admitone.ops.history.Position;
import dev.admitone.ops.kept.KeptUnavailableException;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import dev.admitone.ops.log.Found;
import dev.admitone.ops.log.LogReader;
import dev.admitone.ops.log.LoggedRequest;
import dev.admitone.ops.log.LoggedResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks for all parts of a request. Where one place cannot be read, the others are shown. */
public final class Requests {

  private final DecisionsTable decisions;
  private final LogReader log;
  private final DeadLetters deadLetters;

  Requests(DecisionsTable decisions, LogReader log, DeadLetters deadLetters) {
    this.decisions = decisions;
    this.log = log;
    this.deadLetters = deadLetters;
  }

  /**
   * What became of the request.
   *
   * @param at where it lies in the log; null: the ledger says so, if it has a decision about it, or
   *     the dead letter that the request has become
   */
  public RequestStory story(UUID requestId, @Nullable Position at) {
    List<MissingPart> missing = new ArrayList<>();
    @Nullable Decision decision = null;
    @Nullable Release release = null;
    try {
      decision = decisions.find(requestId).orElse(null);
      release = decisions.releaseOf(requestId).orElse(null);
      if (decision == null) {
        missing.add(
            new MissingPart(Part.DECISION, "The ledger has no decision about this request"));
      }
    } catch (LedgerUnavailableException | LedgerTooSlowException e) {
      missing.add(new MissingPart(Part.DECISION, "The ledger cannot be read now"));
    }
    @Nullable Letter deadLetter = decision == null ? deadLetter(requestId) : null;
    @Nullable Position position = position(at, decision, deadLetter);
    if (position == null) {
      String why = "Where the request lies in the log is not known";
      missing.add(new MissingPart(Part.RECORD, why));
      missing.add(new MissingPart(Part.RESULT, why));
      return new RequestStory(requestId, null, decision, deadLetter, release, null, null, missing);
    }
    Found<LoggedRequest> record = log.request(requestId, position);
    Found<LoggedResult> result =
        log.result(requestId, position, appendedAt(decision, record.value()));
    note(Part.RECORD, record, missing);
    note(Part.RESULT, result, missing);
    return new RequestStory(
        requestId,
        record.value(),
        decision,
        deadLetter,
        release,
        result.value(),
        millis(record.value(), result.value()),
        missing);
  }

  private @Nullable Letter deadLetter(UUID requestId) {
    try {
      return deadLetters.ofRequest(requestId).orElse(null);
    } catch (KeptUnavailableException | LedgerTooSlowException e) {
      // The rest is shown without.
      return null;
    }
  }

  private static @Nullable Position position(
      @Nullable Position at, @Nullable Decision decision, @Nullable Letter deadLetter) {
    if (decision != null) {
      return decision.position();
    }
    return at != null || deadLetter == null ? at : deadLetter.source();
  }

  /** The ledger keeps the append time as the time of the decision. */
  private static @Nullable Instant appendedAt(
      @Nullable Decision decision, @Nullable LoggedRequest record) {
    if (decision != null) {
      return decision.decidedAt();
    }
    return record == null ? null : record.appendedAt();
  }

  private static void note(Part part, Found<?> found, List<MissingPart> missing) {
    if (found.missing() != null) {
      missing.add(new MissingPart(part, found.missing()));
    }
  }

  /** The broker and the processor have clocks of their own: a negative one is shown as it is. */
  private static @Nullable Long millis(
      @Nullable LoggedRequest record, @Nullable LoggedResult result) {
    return record == null || result == null
        ? null
        : Duration.between(record.appendedAt(), result.publishedAt()).toMillis();
  }
}
