package dev.admitone.ops.sessions;

import dev.admitone.ops.audit.AskedChange;
import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.audit.AuditAction;
import dev.admitone.ops.audit.AuditState;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows sessions of the database that block others, and ends one. What a session has not committed
 * is rolled back by that; the ledger is not changed.
 */
public final class Sessions {

  private final SessionsTable table;
  private final Audit audit;

  Sessions(SessionsTable table, Audit audit) {
    this.table = table;
    this.audit = audit;
  }

  /**
   * Those that there are now.
   *
   * @throws dev.admitone.ops.ledger.LedgerUnavailableException if the database cannot be asked now
   * @throws dev.admitone.ops.ledger.LedgerTooSlowException if the database ended the statement
   */
  public SessionList list() {
    return new SessionList(table.list());
  }

  /**
   * The session; nothing is done to it.
   *
   * @throws RefusedCallException if the operator may only look, or if no session with this id
   *     blocks others
   */
  public BlockingSession dryRun(Operator operator, String id) {
    operator.requireChange();
    return table.list().stream()
        .filter(session -> session.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_SESSION));
  }

  /**
   * Ends the session.
   *
   * @return the session as it was
   * @throws RefusedCallException if the operator may only look, if no session with this id blocks
   *     others, or if the owner of the tables may not end it
   */
  public BlockingSession end(Operator operator, String id, String reason) {
    BlockingSession session = dryRun(operator, id);
    var entry =
        audit.ask(
            new AskedChange(
                operator.name(),
                AuditAction.END_SESSION,
                id,
                reason,
                values(session),
                null,
                List.of()));
    SessionsTable.Ended ended = table.end(id);
    audit.complete(
        entry,
        switch (ended) {
          case ENDED -> AuditState.DONE;
          case STILL_THERE -> AuditState.UNKNOWN;
          case UNKNOWN, NOT_PERMITTED -> AuditState.REFUSED;
        },
        null);
    return switch (ended) {
      case ENDED, STILL_THERE -> session;
      case UNKNOWN -> throw new RefusedCallException(Reason.UNKNOWN_SESSION);
      case NOT_PERMITTED -> throw new RefusedCallException(Reason.SESSION_NOT_ENDED);
    };
  }

  private static ObjectNode values(BlockingSession session) {
    ObjectNode values = JsonMapper.shared().createObjectNode();
    values.put("role", session.role()).put("application", session.application());
    put(values, "address", session.address());
    put(values, "state", session.state());
    put(values, "begunAt", session.begunAt());
    return values.put("waiting", session.waiting());
  }

  private static void put(ObjectNode values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value.toString());
    }
  }
}
