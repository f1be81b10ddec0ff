package dev.admitone.ops.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.search.TimeCursor;
import dev.admitone.ops.search.Timed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change that an operator asked for, and what became of it.
 *
 * @param at when it was asked for
 * @param operator the subject of the operator's token
 * @param oldValues what was there before; null: nothing
 * @param newValues what was to be there; null: nothing
 * @param requestIds of the requests that carried it out; empty where they are too many to name
 * @param outcome what the ledger decided; null: not known, or of many requests
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
    UUID id,
    Instant at,
    String operator,
    AuditAction action,
    String target,
    String reason,
    @Nullable JsonNode oldValues,
    @Nullable JsonNode newValues,
    List<UUID> requestIds,
    AuditState state,
    @Nullable String outcome)
    implements Timed {

  @Override
  public TimeCursor cursor() {
    return new TimeCursor(at, id);
  }

  /** Whether the ledger may say more than the entry does. */
  boolean isOpen() {
    return state == AuditState.ASKED || state == AuditState.UNKNOWN;
  }

  /** As it is once the ledger has decided. */
  AuditEntry decided(AuditState newState, @Nullable String newOutcome) {
    return new AuditEntry(
        id,
        at,
        operator,
        action,
        target,
        reason,
        oldValues,
        newValues,
        requestIds,
        newState,
        newOutcome);
  }
}
