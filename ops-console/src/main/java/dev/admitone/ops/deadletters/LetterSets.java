package dev.admitone.ops.deadletters;

import dev.admitone.ops.audit.AskedChange;
import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.audit.AuditState;
import dev.admitone.ops.history.Position;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What operators do about dead letters: a set is frozen, its count is shown, and it is carried out
 * once, when an operator has confirmed that count.
 */
public final class LetterSets {

  /** How many letters may be named one by one. */
  static final int POSITIONS_MAX = 500;

  private static final int PROBLEMS_MAX = 100;

  private final DeadLetterIndex index;
  private final LetterSetsTable sets;
  private final LetterRun run;
  private final Audit audit;

  LetterSets(DeadLetterIndex index, LetterSetsTable sets, LetterRun run, Audit audit) {
    this.index = index;
    this.sets = sets;
    this.run = run;
    this.audit = audit;
  }

  /**
   * Freezes the set of all letters of the reason about which nothing was done yet.
   *
   * @throws RefusedCallException if the operator may not change anything
   */
  LetterSet freeze(Operator operator, String deadLetterReason) {
    operator.requireChange();
    index.readOn();
    UUID id = UUID.randomUUID();
    sets.freeze(id, deadLetterReason, operator.name());
    return find(id);
  }

  /**
   * Freezes the set of these letters.
   *
   * @throws RefusedCallException if the operator may not change anything, or one of them is not
   *     there
   */
  LetterSet freeze(Operator operator, List<Position> positions) {
    operator.requireChange();
    if (positions.isEmpty() || positions.size() > POSITIONS_MAX) {
      throw RefusedCallException.invalid(
          "positions must name 1 to %d dead letters".formatted(POSITIONS_MAX));
    }
    index.readOn();
    List<Position> each = List.copyOf(new HashSet<>(positions));
    UUID id = UUID.randomUUID();
    sets.freeze(id, each, operator.name());
    LetterSet set = find(id);
    // Such a set is never confirmed by a caller: no response has its id.
    if (set.count() != each.size()) {
      throw new RefusedCallException(Reason.UNKNOWN_RECORD);
    }
    return set;
  }

  /**
   * The set.
   *
   * @throws RefusedCallException if there is none
   */
  public LetterSet find(UUID id) {
    return sets.find(id, PROBLEMS_MAX)
        .orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_SET));
  }

  /**
   * Confirms the set and begins to carry it out.
   *
   * @param count the number of letters that the operator was shown
   * @param reason why it is done
   * @throws RefusedCallException if the operator may not change anything, the set has another
   *     count, or was confirmed before
   */
  LetterSet confirm(Operator operator, UUID id, LetterAction action, long count, String reason) {
    operator.requireChange();
    LetterSet set = find(id);
    requireOpen(set, count);
    run.requireLog(action);
    UUID entry = audit.ask(asked(operator, set, action, reason));
    if (!sets.confirm(id, action, count, operator.name(), reason, entry)) {
      audit.complete(entry, AuditState.REFUSED, null);
      requireOpen(find(id), count);
      throw new IllegalStateException("A set that is open and has the count was not confirmed");
    }
    goOn(id, action);
    return find(id);
  }

  private static void requireOpen(LetterSet set, long count) {
    if (set.confirmedAt() != null) {
      throw new RefusedCallException(Reason.SET_CONFIRMED);
    }
    if (set.count() != count) {
      throw new RefusedCallException(Reason.COUNT_DIFFERS);
    }
  }

  private static AskedChange asked(
      Operator operator, LetterSet set, LetterAction action, String reason) {
    ObjectNode values = JsonMapper.shared().createObjectNode();
    values.put("deadLetters", set.count());
    if (set.deadLetterReason() != null) {
      values.put("deadLetterReason", set.deadLetterReason());
    }
    return new AskedChange(
        operator.name(), action.audited(), set.id().toString(), reason, null, values, List.of());
  }

  /**
   * Goes on with a set that was confirmed; one that is finished stays as it is.
   *
   * @throws RefusedCallException if the operator may not change anything, the set is not confirmed,
   *     or it is being carried out now
   */
  LetterSet goOn(Operator operator, UUID id) {
    operator.requireChange();
    LetterSet set = find(id);
    @Nullable LetterAction action = set.action();
    if (action == null) {
      throw new RefusedCallException(Reason.SET_UNCONFIRMED);
    }
    if (set.finishedAt() == null && !goOn(id, action) && find(id).finishedAt() == null) {
      throw new RefusedCallException(Reason.SET_BUSY);
    }
    return find(id);
  }

  /** Returns whether no other worker has the set. */
  private boolean goOn(UUID id, LetterAction action) {
    boolean held = run.goOn(id, action);
    if (held) {
      run.finish(id).ifPresent(entry -> run.complete(entry, find(id)));
    }
    return held;
  }
}
