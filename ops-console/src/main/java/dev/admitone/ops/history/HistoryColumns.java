package dev.admitone.ops.history;

import dev.admitone.ops.export.Column;
import java.util.List;

/** The columns of uses and refusals in a file. */
public final class HistoryColumns {

  /** Of uses. */
  public static final List<Column<Use>> USES =
      List.of(
          new Column<>("requestId", Use::requestId),
          new Column<>("code", Use::code),
          new Column<>("userId", Use::userId),
          new Column<>("usedAt", Use::usedAt),
          new Column<>("bySql", Use::bySql));

  /** Of refusals. */
  public static final List<Column<Refusal>> REFUSALS =
      List.of(
          new Column<>("requestId", Refusal::requestId),
          new Column<>("code", Refusal::code),
          new Column<>("userId", Refusal::userId),
          new Column<>("reason", Refusal::reason),
          new Column<>("decidedAt", Refusal::decidedAt),
          new Column<>("partition", refusal -> refusal.position().partition()),
          new Column<>("offset", refusal -> refusal.position().offset()));

  private HistoryColumns() {}
}
