package dev.admitone.processor;

import dev.admitone.processor.redemption.Answer;
import dev.admitone.processor.redemption.AnswerPublisher;
import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.BatchHandler;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.ContentRejectedException;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Ledger;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.LedgerUnavailableException;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Undecidable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A batch's way: load, decide, save in one transaction, then publish. The only class that sees
 * every room.
 */
@Component
final class RedemptionPipeline implements BatchHandler {

  private static final Logger log = LoggerFactory.getLogger(RedemptionPipeline.class);

  /** So often a batch is decided again, whole, before it is split. */
  private static final int TRIES = 3;

  private final Ledger ledger;
  private final TransactionTemplate transactions;
  private final AnswerPublisher publisher;
  private final PipelineMetrics metrics;
  private final PipelineTraces traces;

  RedemptionPipeline(
      Ledger ledger,
      TransactionTemplate transactions,
      AnswerPublisher publisher,
      PipelineMetrics metrics,
      PipelineTraces traces) {
    this.ledger = ledger;
    this.transactions = transactions;
    this.publisher = publisher;
    this.metrics = metrics;
    this.traces = traces;
  }

  @Override
  public CompletableFuture<Void> handle(List<Delivery> batch) {
    List<Request> requests = new ArrayList<>(batch.size());
    Settled settled = new Settled();
    for (Delivery delivery : batch) {
      switch (delivery) {
        case Request request -> requests.add(request);
        case Undecidable undecidable -> settled.add(new Answer.DeadLettered(undecidable));
      }
    }
    if (!requests.isEmpty()) {
      try (PipelineTraces.Spans spans = traces.begin(requests)) {
        settle(requests, settled);
        spans.tag(settled.answers.values());
      }
    }
    List<Answer> answers = settled.inOrderOf(batch);
    metrics.settled(batch.size(), answers);
    DecisionLog.settled(answers);
    return metrics.publishing(publisher.publish(answers, settled.snapshots.values()));
  }

  /** Decides the requests: in one transaction if that is possible, else in parts. */
  private void settle(List<Request> requests, Settled settled) {
    for (int attempt = 1; ; attempt++) {
      try {
        settled.add(decideAndSave(requests));
        return;
      } catch (LedgerConflictException e) {
        metrics.conflict(e);
        log.info("{}: {} requests are decided again", e.getMessage(), requests.size());
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
          settled.add(new Answer.DeadLettered(Undecidable.rejected(requests.getFirst(), detail)));
          return;
        }
        break;
      }
    }
    int middle = requests.size() / 2;
    settle(requests.subList(0, middle), settled);
    settle(requests.subList(middle, requests.size()), settled);
  }

  private BatchDecisions decideAndSave(List<Request> requests) {
    PhaseTimes phases = metrics.phases();
    BatchDecisions decisions =
        transactions.execute(
            _ -> {
              BatchState state = ledger.load(requests);
              phases.loaded();
              BatchDecisions decided = BatchDecisions.decide(requests, state);
              phases.decided();
              ledger.save(decided.changes());
              return decided;
            });
    phases.saved();
    return decisions;
  }

  /** What became of a batch so far, over all transactions that it took. */
  private static final class Settled {

    private final Map<Position, Answer> answers = new HashMap<>();
    private final Map<String, Invite> snapshots = new HashMap<>();

    void add(Answer answer) {
      answers.put(answer.source().position(), answer);
    }

    void add(BatchDecisions decisions) {
      decisions.answers().forEach(this::add);
      decisions.snapshots().forEach(invite -> snapshots.put(invite.code(), invite));
    }

    /** Refreshes have no answer. */
    List<Answer> inOrderOf(List<Delivery> batch) {
      List<Answer> ordered = new ArrayList<>(batch.size());
      for (Delivery delivery : batch) {
        Answer answer = answers.get(delivery.position());
        if (answer != null) {
          ordered.add(answer);
        }
      }
      return ordered;
    }
  }
}
