package dev.admitone.processor;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.LedgerUnavailableException;
import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.Unavailability;
import dev.admitone.processor.redemption.Undecidable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What the pipeline counts and times. Every series exists from the start, at zero. */
final class PipelineMetrics {

  private static final String ROW_COUNT = "row_count";
  private static final List<String> CONFLICTS =
      List.of("unique_violation", "serialization_failure", "deadlock_detected", ROW_COUNT);

  private final MeterRegistry registry;
  private final Map<String, Counter> decisions = new HashMap<>();
  private final Map<Undecidable.Defect, Counter> deadLetters = new HashMap<>();
  private final Map<String, Counter> conflicts = new HashMap<>();
  private final Map<Unavailability, Counter> unavailable = new EnumMap<>(Unavailability.class);
  private final Counter requestIdsReused;
  private final Counter repeats;
  private final Counter askedDecided;
  private final Counter askedNotDecided;
  private final DistributionSummary batchSize;
  private final Timer load;
  private final Timer decide;
  private final Timer save;
  private final Timer publish;

  PipelineMetrics(MeterRegistry registry) {
    this.registry = registry;
    Stream.of(
            Stream.of(Acceptance.values()).map(Enum::name),
            Stream.of(RefusalReason.values()).map(Enum::name))
        .flatMap(names -> names)
        .forEach(name -> decisions.put(name, decisionCounter(name)));
    for (Undecidable.Defect defect : Undecidable.Defect.values()) {
      deadLetters.put(
          defect,
          Counter.builder("admitone.dead.letters")
              .description("Requests that no decision was possible about")
              .tag("reason", defect.name())
              .register(registry));
    }
    CONFLICTS.forEach(cause -> conflicts.put(cause, conflictCounter(cause)));
    for (Unavailability kind : Unavailability.values()) {
      unavailable.put(
          kind,
          Counter.builder("admitone.ledger.unavailable")
              .description("Batches that wait because the database could not be used")
              .tag("cause", kind.tag())
              .register(registry));
    }
    requestIdsReused = decisionCounter("REQUEST_ID_REUSED");
    repeats =
        Counter.builder("admitone.repeats")
            .description("Requests that had been decided before and got the same decision")
            .register(registry);
    askedDecided = askedCounter("decided");
    askedNotDecided = askedCounter("not_decided");
    batchSize =
        DistributionSummary.builder("admitone.batch.size")
            .description("Requests in one batch")
            .publishPercentileHistogram()
            .register(registry);
    load = phase("load");
    decide = phase("decide");
    save = phase("save");
    publish = phase("publish");
  }

  PhaseTimes phases() {
    return new PhaseTimes(load, decide, save);
  }

  void batch(int records, List<Result> results) {
    batchSize.record(records);
    for (Result result : results) {
      counterOf(result).increment();
    }
  }

  void conflict(LedgerConflictException e) {
    Counter known = conflicts.get(causeOf(e));
    (known == null ? conflictCounter(causeOf(e)) : known).increment();
  }

  void unavailable(LedgerUnavailableException e) {
    requireNonNull(unavailable.get(e.kind())).increment();
  }

  /** Times the publishing until all is acknowledged. */
  CompletableFuture<Void> publishing(CompletableFuture<Void> published) {
    Timer.Sample sample = Timer.start(registry);
    return published.whenComplete((_, _) -> sample.stop(publish));
  }

  private Counter counterOf(Result result) {
    return switch (result) {
      case Result.Decided decided -> counterOf(decided);
      case Result.RequestIdReused _ -> requestIdsReused;
      case Result.NotDecided _ -> askedNotDecided;
      case Result.DeadLettered deadLettered ->
          requireNonNull(deadLetters.get(deadLettered.undecidable().defect()));
    };
  }

  private Counter counterOf(Result.Decided decided) {
    LedgerEntry entry = decided.entry();
    if (decided.request().command() instanceof Command.Ask) {
      return askedDecided;
    }
    return entry.position().equals(decided.source().position())
        ? requireNonNull(decisions.get(entry.outcome().name()))
        : repeats;
  }

  /** A tag must have few values; a count of rows in a message has many. */
  private static String causeOf(LedgerConflictException e) {
    return e.getCause() == null ? ROW_COUNT : String.valueOf(e.getMessage());
  }

  private Counter conflictCounter(String cause) {
    return Counter.builder("admitone.ledger.conflicts")
        .description("Batches decided again because another transaction was first")
        .tag("cause", cause)
        .register(registry);
  }

  private Counter decisionCounter(String outcome) {
    return Counter.builder("admitone.decisions")
        .description("Decisions by outcome, without repeats")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter askedCounter(String outcome) {
    return Counter.builder("admitone.asked")
        .description("Earlier decisions that gateways asked for")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Timer phase(String phase) {
    return Timer.builder("admitone.batch.phase")
        .description("Time of a batch by phase; save ends with the commit")
        .tag("phase", phase)
        .publishPercentileHistogram()
        .register(registry);
  }
}
