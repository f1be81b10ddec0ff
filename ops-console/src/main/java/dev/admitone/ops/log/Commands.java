package dev.admitone.ops.log;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Carries operators' commands out: each is a request in the log, a lane decides it, and the ledger
 * says how. The console decides nothing itself.
 */
public final class Commands {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /** A batch waits behind what other callers have sent, and behind itself. */
  private static final int BATCH_WAIT_FACTOR = 3;

  /** What the ledger calls a command that was carried out. */
  private static final Set<String> DONE = Set.of("DONE", "RELEASED");

  private final RequestWriter log;
  private final OutcomesTable ledger;
  private final Duration decisionWait;

  Commands(RequestWriter log, OutcomesTable ledger, Duration decisionWait) {
    this.log = log;
    this.ledger = ledger;
    this.decisionWait = decisionWait;
  }

  /** Whether the command with this outcome was carried out, and not refused. */
  public static boolean isDone(String outcome) {
    return DONE.contains(outcome);
  }

  /**
   * The outcomes of those that the ledger has decided.
   *
   * @throws LedgerUnavailableException if the ledger cannot be read now
   * @throws LedgerTooSlowException if the database ended the question
   */
  public Map<UUID, String> decided(Collection<UUID> ids) {
    return ids.isEmpty() ? new HashMap<>() : ledger.of(ids);
  }

  /** Sends the request and waits for its decision. */
  public CarriedOut carryOut(RedemptionRequest request) {
    return carryOut(List.of(request), decisionWait);
  }

  /** Sends the requests and waits for their decisions. */
  public CarriedOut carryOutAll(List<RedemptionRequest> requests) {
    return carryOut(requests, decisionWait.multipliedBy(BATCH_WAIT_FACTOR));
  }

  private CarriedOut carryOut(List<RedemptionRequest> requests, Duration wait) {
    Set<UUID> sent = log.append(requests);
    return new CarriedOut(sent, await(sent, wait));
  }

  /** What is in the log is decided in the end, so a ledger that cannot be read is asked again. */
  private Map<UUID, String> await(Set<UUID> ids, Duration wait) {
    long deadlineNanos = System.nanoTime() + wait.toNanos();
    Set<UUID> open = new HashSet<>(ids);
    Map<UUID, String> outcomes = new HashMap<>();
    while (!open.isEmpty()) {
      try {
        Map<UUID, String> found = ledger.of(open);
        outcomes.putAll(found);
        open.removeAll(found.keySet());
      } catch (LedgerUnavailableException | LedgerTooSlowException e) {
        // The caller learns that the requests are not known to be decided.
      }
      if (System.nanoTime() - deadlineNanos >= 0) {
        break;
      }
      if (!open.isEmpty()) {
        pause();
      }
    }
    return outcomes;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for decisions", e);
    }
  }
}
