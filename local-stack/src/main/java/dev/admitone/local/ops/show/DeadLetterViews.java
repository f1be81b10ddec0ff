package dev.admitone.local.ops.show;

import java.util.List;

/** What people are shown of dead letters. */
public final class DeadLetterViews {

  public static final List<Column> GROUPS =
      List.of(
          Column.of("REASON", "/deadLetterReason"),
          Column.of("OPEN", "/open"),
          Column.of("SENT AGAIN", "/sent"),
          Column.of("SET ASIDE", "/aside"),
          Column.of("OLDEST", "/oldestAt"),
          Column.of("NEWEST", "/newestAt"));

  public static final List<Column> LETTERS =
      List.of(
          new Column("AT", letter -> Views.position(letter.path("position"))),
          Column.of("DEAD SINCE", "/deadAt"),
          Column.of("REASON", "/deadLetterReason"),
          Column.of("STATUS", "/status"),
          Column.of("TIMES", "/times"),
          Column.of("CODE", "/code"),
          Column.of("REQUEST", "/requestId"),
          Column.of("DETAIL", "/detail"));

  public static final List<Column> LETTER =
      List.of(
          new Column("at", detail -> Views.position(detail.at("/letter/position"))),
          Column.of("reason", "/letter/deadLetterReason"),
          Column.of("detail", "/letter/detail"),
          Column.of("status", "/letter/status"),
          Column.of("times", "/letter/times"),
          new Column("was at", detail -> Views.position(detail.at("/letter/source"))),
          Column.of("appended", "/letter/appendedAt"),
          Column.of("dead since", "/letter/deadAt"),
          Column.of("code", "/letter/code"),
          Column.of("request", "/letter/requestId"),
          Column.of("bytes", "/letter/valueBytes"),
          Column.of("key", "/record/key"),
          new Column("headers", detail -> TopicViews.headers(detail.at("/record/headers"))),
          new Column("value", detail -> TopicViews.value(detail.path("record"))));

  public static final List<Column> HANDLINGS =
      List.of(
          Column.of("AT", "/at"),
          Column.of("OPERATOR", "/operator"),
          Column.of("ACTION", "/action"),
          Column.of("STATE", "/state"),
          new Column("SENT TO", handling -> Views.position(handling.path("sentTo"))),
          Column.of("REASON", "/reason"),
          Column.of("ERROR", "/error"));

  public static final List<Column> SET =
      List.of(
          Column.of("set", "/id"),
          Column.of("reason of all", "/deadLetterReason"),
          Column.of("letters", "/count"),
          Column.of("action", "/action"),
          new Column("states", set -> Views.counts(set.path("states"))),
          Column.of("created by", "/createdBy"),
          Column.of("confirmed by", "/confirmedBy"),
          Column.of("because", "/reason"),
          Column.of("finished", "/finishedAt"));

  public static final List<Column> PROBLEMS =
      List.of(
          new Column("AT", problem -> Views.position(problem.path("position"))),
          Column.of("STATE", "/state"),
          Column.of("ERROR", "/error"));

  private DeadLetterViews() {}
}
