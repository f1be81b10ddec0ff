package dev.admitone.ops.audit;

import dev.admitone.ops.kept.KeptUnavailableException;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import dev.admitone.ops.log.Commands;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.search.TimeCursor;
import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.search.TimeSearch;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What operators changed. A change is written down before its first request is sent, so that none
 * is made that is not here; what became of it is added when it is known.
 */
public final class Audit {

  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  private final AuditTable table;
  private final Commands commands;
  private final TimeSearch search;
  private final Clock clock;

  Audit(AuditTable table, Commands commands, TimeSearch search, Clock clock) {
    this.table = table;
    this.commands = commands;
    this.search = search;
    this.clock = clock;
  }

  /**
   * Writes down what an operator asks for. The change is begun only after that.
   *
   * @return the id of the entry, for {@link #complete}
   * @throws KeptUnavailableException if it cannot be written: then the change must not be made
   */
  public UUID ask(AskedChange change) {
    UUID id = UUID.randomUUID();
    // The microseconds of PostgreSQL: a cursor made of it finds its place again.
    table.insert(id, clock.instant().truncatedTo(ChronoUnit.MICROS), change);
    return id;
  }

  /**
   * Puts the pseudonym of a user that was erased in the place of its id, in the old values of
   * changes: a use that was given back names its user.
   *
   * @throws KeptUnavailableException if it cannot be written now
   */
  public void forget(String userId, String pseudonym) {
    table.rename(userId, pseudonym);
  }

  /** Adds what became of a change of one request; null: it was not seen in time. */
  public void complete(UUID id, @Nullable String outcome) {
    AuditState state = outcome == null ? AuditState.UNKNOWN : state(outcome);
    complete(id, state, outcome, null);
  }

  /**
   * Adds what became of a change of many requests.
   *
   * @param values what is there now, in place of what was to be there; null: that
   */
  public void complete(UUID id, AuditState state, @Nullable JsonNode values) {
    complete(id, state, null, values);
  }

  /** The change was made or not: that it cannot be written down changes nothing about it. */
  private void complete(
      UUID id, AuditState state, @Nullable String outcome, @Nullable JsonNode values) {
    try {
      table.complete(id, state, outcome, values);
    } catch (KeptUnavailableException | LedgerTooSlowException e) {
      LOG.warn("What became of the change {} is not written down: {}", id, state);
    }
  }

  /**
   * The changes that match, the newest first. Of those whose end the console has not seen, the
   * ledger is asked.
   *
   * @throws KeptUnavailableException if the audit cannot be read now
   */
  public Page<AuditEntry> list(
      AuditFilter filter, TimeRange range, @Nullable TimeCursor after, int limit) {
    Page<AuditEntry> page =
        search.pageInOrder(
            range, after, limit, (from, before, most) -> table.list(filter, from, before, most));
    return new Page<>(
        page.range(), page.searched(), withOutcomes(page.items()), page.partial(), page.next());
  }

  private List<AuditEntry> withOutcomes(List<AuditEntry> entries) {
    Set<UUID> open =
        entries.stream()
            .filter(AuditEntry::isOpen)
            .flatMap(entry -> entry.requestIds().stream())
            .collect(Collectors.toSet());
    if (open.isEmpty()) {
      return entries;
    }
    Map<UUID, String> outcomes;
    try {
      outcomes = commands.decided(open);
    } catch (LedgerUnavailableException | LedgerTooSlowException e) {
      return entries;
    }
    return entries.stream().map(entry -> withOutcome(entry, outcomes)).toList();
  }

  /** An entry is open until each of its requests is decided; one without a named one stays so. */
  private AuditEntry withOutcome(AuditEntry entry, Map<UUID, String> decided) {
    List<String> outcomes =
        entry.requestIds().stream().map(decided::get).filter(Objects::nonNull).toList();
    if (!entry.isOpen() || outcomes.isEmpty() || outcomes.size() < entry.requestIds().size()) {
      return entry;
    }
    AuditState state =
        outcomes.stream().allMatch(Commands::isDone) ? AuditState.DONE : AuditState.REFUSED;
    @Nullable String outcome = outcomes.size() == 1 ? outcomes.getFirst() : null;
    complete(entry.id(), state, outcome, null);
    return entry.decided(state, outcome);
  }

  private static AuditState state(String outcome) {
    return Commands.isDone(outcome) ? AuditState.DONE : AuditState.REFUSED;
  }
}
