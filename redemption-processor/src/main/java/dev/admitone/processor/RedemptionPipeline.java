package dev.admitone.processor;

import dev.admitone.processor.places.LedgerPlaces;
import dev.admitone.processor.redemption.Batch;
import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.BatchHandler;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.ContentRejectedException;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.LanePlaces;
import dev.admitone.processor.redemption.Ledger;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.LedgerUnavailableException;
import dev.admitone.processor.redemption.PlaceMove;
import dev.admitone.processor.redemption.PlaceMoves;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.ResultPublisher;
import dev.admitone.processor.redemption.SnapshotPlan;
import dev.admitone.processor.redemption.Undecidable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Handles a batch: loads, decides and saves in one transaction, then publishes. The only class that
 * uses the rules, the ledger and the log.
 */
final class RedemptionPipeline implements BatchHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RedemptionPipeline.class);

  /** How often a whole batch is decided before it is split. */
  private static final int TRIES = 3;

  private final Ledger ledger;
  private final LedgerPlaces places;
  private final TransactionTemplate transactions;
  private final ResultPublisher publisher;
  private final PipelineMetrics metrics;
  private final PipelineTraces traces;

  RedemptionPipeline(
      Ledger ledger,
      LedgerPlaces places,
      TransactionTemplate transactions,
      ResultPublisher publisher,
      PipelineMetrics metrics,
      PipelineTraces traces) {
    this.ledger = ledger;
    this.places = places;
    this.transactions = transactions;
    this.publisher = publisher;
    this.metrics = metrics;
    this.traces = traces;
  }

  @Override
  public CompletableFuture<Void> handle(Batch batch) {
    List<Request> requests = new ArrayList<>(batch.deliveries().size());
    BatchOutcome outcome = new BatchOutcome();
    for (Delivery delivery : batch.deliveries()) {
      switch (delivery) {
        case Request request -> requests.add(request);
        case Undecidable undecidable -> outcome.add(new Result.DeadLettered(undecidable));
      }
    }
    if (!requests.isEmpty()) {
      try (PipelineTraces.Spans spans = traces.begin(requests)) {
        decide(new Part(batch, requests, 0, requests.size()), outcome);
        spans.tag(outcome.results());
      }
    }
    if (outcome.requestsPassed() < requests.size() || requests.isEmpty()) {
      movePastTheRest(batch);
    }
    List<Result> results = outcome.inOrderOf(batch.deliveries());
    metrics.batch(batch.deliveries().size(), results);
    DecisionLogger.log(results);
    return metrics.publishing(publisher.publish(results, outcome.snapshots()));
  }

  /** Decides the requests: in one transaction if that is possible, else in parts. */
  private void decide(Part part, BatchOutcome outcome) {
    List<Request> requests = part.requests();
    for (int attempt = 1; ; attempt++) {
      try {
        Planned planned = decideAndSave(part);
        outcome.add(planned.decisions(), planned.plan());
        outcome.passed(part.to());
        return;
      } catch (LedgerConflictException e) {
        metrics.conflict(e);
        LOG.info("{}: {} requests are decided again", e.getMessage(), requests.size());
        if (attempt == TRIES) {
          if (requests.size() == 1) {
            throw e;
          }
          break;
        }
      } catch (LedgerUnavailableException e) {
        metrics.unavailable(e);
        throw e;
      } catch (ContentRejectedException e) {
        if (requests.size() == 1) {
          String detail = String.valueOf(e.getMessage());
          outcome.add(new Result.DeadLettered(Undecidable.rejected(requests.getFirst(), detail)));
          return;
        }
        break;
      }
    }
    decide(part.firstHalf(), outcome);
    decide(part.secondHalf(), outcome);
  }

  private Planned decideAndSave(Part part) {
    PhaseTimes phases = metrics.phases();
    Batch batch = part.batch();
    List<Request> requests = part.requests();
    List<PlaceMove> moves = batch.moves(part.requestsAfter());
    Planned planned =
        transactions.execute(
            _ -> {
              BatchState state = ledger.load(requests, batch::isPassed);
              phases.loaded();
              BatchDecisions decided = BatchDecisions.decide(requests, state, batch::isPassed);
              phases.decided();
              SnapshotPlan plan = publisher.plan(decided);
              ledger.save(decided.changes(), plan.owed(), placeMoves(batch, moves));
              return new Planned(decided, plan);
            });
    batch.moved(moves);
    planned.plan().committed().run();
    phases.saved();
    return planned;
  }

  /** Dead letters at the end of a poll, and transaction markers, have no decision to move with. */
  private void movePastTheRest(Batch batch) {
    List<PlaceMove> moves = batch.moves(List.of());
    try {
      transactions.executeWithoutResult(
          _ -> {
            PlaceMoves here = placeMoves(batch, moves);
            if (here != null) {
              places.move(here);
            }
          });
    } catch (LedgerUnavailableException e) {
      metrics.unavailable(e);
      throw e;
    }
    batch.moved(moves);
  }

  /** With what the process has compared last by now. */
  private static @Nullable PlaceMoves placeMoves(Batch batch, List<PlaceMove> moves) {
    LanePlaces lane = batch.places();
    return lane == null || moves.isEmpty() ? null : new PlaceMoves(moves, lane.comparedOn());
  }

  private record Planned(BatchDecisions decisions, SnapshotPlan plan) {}

  /** Some of a batch's requests, decided in one transaction. */
  private record Part(Batch batch, List<Request> all, int from, int to) {

    List<Request> requests() {
      return all.subList(from, to);
    }

    /** The requests that the transaction leaves for later ones. */
    List<Request> requestsAfter() {
      return all.subList(to, all.size());
    }

    Part firstHalf() {
      return new Part(batch, all, from, middle());
    }

    Part secondHalf() {
      return new Part(batch, all, middle(), to);
    }

    private int middle() {
      return from + (to - from) / 2;
    }
  }
}
