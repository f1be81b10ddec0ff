package dev.admitone.processor.redemption;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about a batch, made one after the other in log order.
 *
 * @param results one for each request that gets a result, in the requests' order
 * @param changes what is to be saved
 * @param snapshots every invite that the batch named, changed or not
 * @param urgencies of the snapshots, by code; none for those that are missing
 */
public record BatchDecisions(
    List<Result> results,
    BatchState.Changes changes,
    Collection<Invite> snapshots,
    Map<String, SnapshotUrgency> urgencies) {

  private static final String REFUSED_BEFORE =
      "the ledger went past it without a decision: its content was refused";

  /** Decides the requests in order, each against the state that the one before it left. */
  public static BatchDecisions decide(List<Request> requests, BatchState state) {
    return decide(requests, state, _ -> false);
  }

  /**
   * Decides the requests in order, each against the state that the one before it left.
   *
   * @param isPassed where the ledger has been before: a command there that has no decision was
   *     dead-lettered, and is so again
   */
  public static BatchDecisions decide(
      List<Request> requests, BatchState state, Predicate<Position> isPassed) {
    List<Optional<Decision>> decisions = new ArrayList<>(requests.size());
    Map<Position, Use> ownUses = new HashMap<>();
    Map<String, SnapshotUrgency> urgencies = new HashMap<>();
    List<Request> decided = new ArrayList<>(requests.size());
    for (Request sent : requests) {
      Request request = state.known(sent);
      decided.add(request);
      if (isPassed.test(request.position()) && !hasDecision(request, state)) {
        decisions.add(Optional.empty());
        continue;
      }
      Decision decision = RedemptionRules.decide(request, state);
      ownUse(request, decision, state).ifPresent(use -> ownUses.put(request.position(), use));
      state.apply(request, decision);
      urgencies.merge(request.code(), urgency(request, decision, state), SnapshotUrgency::orMore);
      decisions.add(Optional.of(decision));
    }
    List<Result> results = new ArrayList<>(requests.size());
    for (int i = 0; i < decisions.size(); i++) {
      Request request = decided.get(i);
      Optional<Decision> decision = decisions.get(i);
      if (decision.isPresent()) {
        result(request, decision.get(), state, ownUses.get(request.position()))
            .ifPresent(results::add);
      } else {
        results.add(new Result.DeadLettered(Undecidable.rejected(request, REFUSED_BEFORE)));
      }
    }
    return new BatchDecisions(results, state.changes(), state.invites(), urgencies);
  }

  /** How urgent the snapshot of the code's invite is. */
  public SnapshotUrgency urgency(String code) {
    return urgencies.getOrDefault(code, SnapshotUrgency.NONE);
  }

  private static SnapshotUrgency urgency(Request request, Decision decision, BatchState state) {
    return switch (decision) {
      case Decision.Redeemed _ -> urgencyOfUse(request, state);
      case Decision.SignedUp signedUp ->
          signedUp.isNewUse() ? urgencyOfUse(request, state) : SnapshotUrgency.NONE;
      case Decision.Created _, Decision.Changed _, Decision.Released _, Decision.Refreshed _ ->
          SnapshotUrgency.AT_ONCE;
      case Decision.Repaired(var repair) ->
          repair.changesCount() ? SnapshotUrgency.AT_ONCE : SnapshotUrgency.NONE;
      // Of a refusal there was nothing to publish.
      case Decision.Repeated(var first) ->
          first.outcome() instanceof Acceptance ? SnapshotUrgency.AT_ONCE : SnapshotUrgency.NONE;
      case Decision.Refused _,
          Decision.RequestIdReused _,
          Decision.Recalled _,
          Decision.NotDecided _,
          Decision.Erased _ ->
          SnapshotUrgency.NONE;
    };
  }

  private static SnapshotUrgency urgencyOfUse(Request request, BatchState state) {
    return state.invite(request.code()).orElseThrow().isExhausted()
        ? SnapshotUrgency.AT_ONCE
        : SnapshotUrgency.OWED;
  }

  private static boolean hasDecision(Request request, BatchState state) {
    return request.command() instanceof Command.Unrecorded
        || state.decision(request.id()).isPresent();
  }

  /** The use that the user has, where the decision is ALREADY_USED. */
  private static Optional<Use> ownUse(Request request, Decision decision, BatchState state) {
    return switch (decision) {
      case Decision.Refused(var reason) when reason == RefusalReason.ALREADY_USED ->
          state.ownUse(request.id(), request.code(), request.userId());
      case Decision.Repeated(var first) -> ownUse(first, state);
      case Decision.Recalled(var first) -> ownUse(first, state);
      default -> Optional.empty();
    };
  }

  private static Optional<Use> ownUse(LedgerEntry entry, BatchState state) {
    return entry.outcome() == RefusalReason.ALREADY_USED
        ? state.ownUse(entry.id(), entry.code(), entry.userId())
        : Optional.empty();
  }

  private static Optional<Result> result(
      Request request, Decision decision, BatchState state, @Nullable Use ownUse) {
    return switch (decision) {
      case Decision.Refreshed _ -> Optional.empty();
      case Decision.RequestIdReused _ -> Optional.of(new Result.RequestIdReused(request));
      case Decision.NotDecided(var ask) -> Optional.of(new Result.NotDecided(request, ask));
      case Decision.Redeemed _,
          Decision.SignedUp _,
          Decision.Created _,
          Decision.Changed _,
          Decision.Released _,
          Decision.Repaired _,
          Decision.Erased _,
          Decision.Refused _,
          Decision.Repeated _,
          Decision.Recalled _ ->
          Optional.of(decided(request, state, ownUse));
    };
  }

  private static Result.Decided decided(Request request, BatchState state, @Nullable Use ownUse) {
    LedgerEntry entry = state.decision(request.id()).orElseThrow();
    Invite invite = state.invite(entry.code()).orElse(null);
    return new Result.Decided(request, entry, invite, ownUse);
  }
}
