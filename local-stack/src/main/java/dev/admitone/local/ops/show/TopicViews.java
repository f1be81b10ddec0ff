package dev.admitone.local.ops.show;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What people are shown of topics and their records. */
public final class TopicViews {

  public static final List<Column> TOPICS =
      List.of(
          Column.of("TOPIC", "/topic"),
          Column.of("NAME", "/name"),
          new Column("PARTITIONS", topic -> String.valueOf(topic.path("partitions").size())),
          new Column("RECORDS", topic -> String.valueOf(records(topic))),
          Column.of("NOT SHOWN", "/missing"));

  public static final List<Column> RECORDS =
      List.of(
          new Column("AT", record -> Views.position(record.path("position"))),
          Column.of("TIME", "/time"),
          new Column("KEY", TopicViews::key),
          new Column("VALUE", TopicViews::value));

  public static final List<Column> RECORD =
      List.of(
          new Column("at", record -> Views.position(record.path("position"))),
          Column.of("time", "/time"),
          Column.of("time by", "/timeBy"),
          new Column("key", TopicViews::key),
          new Column("headers", record -> headers(record.path("headers"))),
          Column.of("bytes", "/valueBytes"),
          new Column("value", TopicViews::value),
          new Column("cut", TopicViews::cut));

  public static final List<Column> SEARCHED =
      List.of(
          Column.of("PARTITION", "/partition"),
          Column.of("SEARCHED FROM", "/from"),
          Column.of("TO", "/to"),
          Column.of("OF", "/end"));

  private TopicViews() {}

  /** Headers on one line. */
  public static String headers(JsonNode headers) {
    List<String> texts = new ArrayList<>();
    for (JsonNode header : headers) {
      String text = header.path("text").asString("");
      String value = text.isEmpty() ? header.path("hex").asString("") : text;
      texts.add(header.path("name").asString("") + "=" + value);
    }
    return String.join(", ", texts);
  }

  private static String cut(JsonNode record) {
    if (record.path("valueCut").asBoolean(false)) {
      return "yes; --value writes the value whole";
    }
    return record.path("cut").asBoolean(false) ? "yes, of the key or of the headers" : "";
  }

  private static String key(JsonNode record) {
    String key = record.path("key").asString("");
    String hex = record.path("keyHex").asString("");
    return key.isEmpty() && !hex.isEmpty() ? "hex " + hex : key;
  }

  /** Decoded, or why not and how it begins. */
  public static String value(JsonNode record) {
    if (!record.path("value").isMissingNode()) {
      return Column.shown(record.path("value"));
    }
    String defect = record.path("undecodable").asString("");
    return defect.isEmpty() ? "" : "%s: %s".formatted(defect, record.path("hex").asString(""));
  }

  private static long records(JsonNode topic) {
    long records = 0;
    for (JsonNode partition : topic.path("partitions")) {
      records += partition.path("end").asLong(0) - partition.path("first").asLong(0);
    }
    return records;
  }
}
