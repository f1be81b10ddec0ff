package dev.admitone.local.ops.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What people are shown of each kind of thing. Times are in UTC, as the options take them. */
public final class Views {

  public static final List<Column> INVITES =
      List.of(
          Column.of("CODE", "/code"),
          Column.of("STATE", "/state"),
          new Column("USES", Views::uses),
          Column.of("CREATED BY", "/createdBy"),
          Column.of("CREATED", "/createdAt"),
          Column.of("EXPIRES", "/expiresAt"));

  public static final List<Column> INVITE =
      List.of(
          Column.of("code", "/code"),
          Column.of("state", "/state"),
          new Column("uses", Views::uses),
          Column.of("valid from", "/startsAt"),
          Column.of("valid until", "/expiresAt"),
          Column.of("revoked", "/revokedAt"),
          Column.of("created by", "/createdBy"),
          Column.of("created", "/createdAt"),
          Column.of("changed", "/changedAt"),
          Column.of("version", "/version"),
          Column.of("request", "/requestId"));

  public static final List<Column> USES =
      List.of(
          Column.of("USED", "/usedAt"),
          Column.of("USER", "/userId"),
          Column.of("CODE", "/code"),
          Column.of("REQUEST", "/requestId"));

  public static final List<Column> RELEASES =
      List.of(
          Column.of("GIVEN BACK", "/releasedAt"),
          Column.of("CODE", "/code"),
          Column.of("USED", "/usedAt"),
          Column.of("REQUEST", "/useId"),
          Column.of("BY", "/releasedBy"),
          Column.of("BECAUSE", "/reason"));

  public static final List<Column> REFUSALS =
      List.of(
          Column.of("DECIDED", "/decidedAt"),
          Column.of("REASON", "/reason"),
          Column.of("USER", "/userId"),
          Column.of("CODE", "/code"),
          Column.of("REQUEST", "/requestId"),
          new Column("AT", item -> position(item.path("position"))));

  public static final List<Column> USER =
      List.of(
          Column.of("user", "/userId"),
          new Column("profile", user -> user.path("hasProfile").asBoolean(false) ? "yes" : "none"),
          Column.of("signed up", "/profile/createdAt"),
          Column.of("with request", "/profile/requestId"));

  public static final List<Column> ERASURE =
      List.of(
          new Column("profile", user -> user.path("hasProfile").asBoolean(false) ? "yes" : "none"),
          Column.of("pseudonym", "/pseudonym"));

  public static final List<Column> ERASED_CODES =
      List.of(
          Column.of("CODE", "/code"),
          Column.of("USES", "/uses"),
          Column.of("GIVEN BACK", "/releases"),
          Column.of("REFUSALS", "/refusals"),
          Column.of("OUTCOME", "/outcome"),
          Column.of("REQUEST", "/requestId"));

  public static final List<Column> REQUEST =
      List.of(
          Column.of("request", "/requestId"),
          Column.of("appended", "/record/appendedAt"),
          new Column("at", story -> position(story.at("/record/position"))),
          Column.of("command", "/record/command"),
          new Column("code", story -> first(story, "/decision/code", "/record/code")),
          new Column("user", story -> first(story, "/decision/userId", "/record/userId")),
          Column.of("signup", "/record/signup"),
          Column.of("decided as", "/decision/outcome"),
          Column.of("decided", "/decision/decidedAt"),
          Column.of("operator's command", "/decision/command"),
          new Column("dead letter", story -> position(story.at("/deadLetter/position"))),
          Column.of("dead because", "/deadLetter/deadLetterReason"),
          Column.of("done about it", "/deadLetter/status"),
          Column.of("result", "/result/outcome"),
          Column.of("because of", "/result/reason"),
          Column.of("published", "/result/publishedAt"),
          new Column("took", story -> millis(story.path("millisToResult"))),
          Column.of("released", "/release/releasedAt"),
          Column.of("released by", "/release/releasedBy"),
          Column.of("released because", "/release/reason"));

  public static final List<Column> MISSING_PARTS =
      List.of(Column.of("NOT SHOWN", "/part"), Column.of("WHY", "/why"));

  private Views() {}

  /** A partition and an offset, as {@code --at} takes them. */
  public static String position(JsonNode position) {
    return position.has("partition")
        ? position.path("partition").asString("") + "-" + position.path("offset").asString("")
        : "";
  }

  /** Numbers by their names, on one line. */
  public static String counts(JsonNode numbers) {
    List<String> counts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : numbers.properties()) {
      counts.add(each.getKey() + " " + each.getValue().asString(""));
    }
    return String.join(", ", counts);
  }

  private static String uses(JsonNode invite) {
    String limit = invite.path("maxUses").asString("");
    return invite.path("currentUses").asString("")
        + (limit.isEmpty() ? ", unlimited" : " of " + limit);
  }

  private static String first(JsonNode thing, String... pointers) {
    for (String pointer : pointers) {
      String text = thing.at(pointer).asString("");
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String millis(JsonNode millis) {
    return millis.isMissingNode() ? "" : millis.asString("") + " ms";
  }
}
