package dev.admitone.processor.audit;

import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Port: the live ledger, which is only read, and a second one in a schema of its own. */
public interface AuditLedger {

  /**
   * What the live ledger decided about a request.
   *
   * @param outcome by name
   */
  record Decided(Position position, String outcome) {}

  /**
   * What the second ledger begins with, which no request of the ranges made.
   *
   * @param uses how many
   * @param adopted how many of them an older application granted
   */
  record Believed(long uses, long adopted) {}

  /** The live ledger's next offset by partition. */
  Map<Integer, Long> places();

  /** The first offset of each results partition whose results are about this log. */
  Map<Integer, Long> firstResults();

  /**
   * Makes the second ledger, with what the live one had where the ranges begin; one that an earlier
   * audit left goes.
   *
   * @return what is believed, since it is of before the ranges
   */
  Believed begin(List<AuditRange> ranges);

  /** Takes the second ledger away. */
  void end();

  /** Runs it in one transaction of the second ledger. */
  void inTransaction(Runnable work);

  /** What the live ledger decided about these ids. */
  Map<UUID, Decided> decided(Collection<UUID> ids);

  /**
   * Where in a part of a partition the first decision after a change by SQL lies, in order.
   *
   * @param from the part's first offset
   * @param to the offset after the part
   */
  List<Position> changesBySql(int partition, long from, long to);

  /** Carries out, in the second ledger, the changes by SQL before the decision at this position. */
  void carryOutChangesBefore(Position position);

  /** Carries out the changes by SQL that no decision came after yet. */
  void carryOutTheRest();

  /** Locks and reads, in the second ledger, what the requests are about. */
  BatchState load(List<Request> requests);

  /** Writes it to the second ledger. */
  void save(BatchState.Changes changes);

  /** Compares both within the ranges. */
  void compare(Consumer<Difference> differences);

  /** The live ledger's outcomes of these ids; those that it does not have are missing. */
  Map<UUID, String> outcomes(Collection<UUID> ids);
}
