package dev.admitone.ops.topics;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.html.Crumb;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.records.LogTopic;
import dev.admitone.ops.records.ShownRecord;
import dev.admitone.ops.topics.TopicPage.Row;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/** The pages of topics and their records. */
@Controller
@RequestMapping("/topics")
class TopicPages {

  private static final String HERE = "/topics";
  private static final String PAGE_RECORDS = "50";
  private static final int SUMMARY_LENGTH_MAX = 200;
  private static final Crumb TOPICS = new Crumb("Topics", HERE);

  private final Topics topics;
  private final Html html;

  TopicPages(Topics topics, Html html) {
    this.topics = topics;
    this.html = html;
  }

  @GetMapping
  ResponseEntity<String> topics(HttpServletRequest request) {
    return html.page(
        "topics/topics.jte", new TopicsPage(Frame.of(request, "Topics"), topics.list().topics()));
  }

  @GetMapping("/{topic}")
  ResponseEntity<String> topic(
      @PathVariable String topic, RecordParameters form, HttpServletRequest request) {
    LogTopic known = topics.topic(topic);
    RecordParameters asked = form.ofForm(PAGE_RECORDS);
    Frame frame = Frame.of(request, known.path(), TOPICS);
    try {
      RecordPage found = topics.records(known, asked.read());
      return page(HttpStatus.OK, frame, known, asked, found, null);
    } catch (RefusedCallException e) {
      RecordPage nothing = new RecordPage(known.path(), List.of(), List.of(), false, null);
      return page(e.reason().status(), frame, known, asked, nothing, e.error());
    }
  }

  @GetMapping("/{topic}/records/{position}")
  ResponseEntity<String> record(
      @PathVariable String topic, @PathVariable String position, HttpServletRequest request) {
    LogTopic known = topics.topic(topic);
    ShownRecord record = topics.record(known, Parameters.positionInPath(position));
    String at = text(record.position());
    String path = path(known, record.position());
    return html.page(
        "topics/record.jte",
        new RecordView(
            Frame.of(
                request,
                "Record " + at,
                TOPICS,
                new Crumb(known.path(), HERE + "/" + known.path())),
            known.path(),
            at,
            record,
            record.value() == null
                ? null
                : JsonMapper.shared()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(record.value()),
            path + "/value",
            Paths.record(known.path(), record.position().partition(), record.position().offset())));
  }

  @GetMapping("/{topic}/records/{position}/value")
  ResponseEntity<byte[]> value(@PathVariable String topic, @PathVariable String position) {
    LogTopic known = topics.topic(topic);
    return TopicController.file(known, topics.whole(known, Parameters.positionInPath(position)));
  }

  private ResponseEntity<String> page(
      HttpStatus status,
      Frame frame,
      LogTopic topic,
      RecordParameters asked,
      RecordPage found,
      @Nullable String problem) {
    String path = HERE + "/" + topic.path();
    return html.page(
        status,
        "topics/topic.jte",
        new TopicPage(
            frame,
            topic.path(),
            path,
            asked,
            problem,
            found.items().stream().map(record -> row(topic, record)).toList(),
            found.searched(),
            new Pager(next(path, asked, found.next()), null, found.partial())));
  }

  /** The same search, which goes on. */
  private static @Nullable String next(String path, RecordParameters asked, @Nullable String next) {
    if (next == null) {
      return null;
    }
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("partition", asked.partition());
    parameters.put("to", asked.to());
    parameters.put("key", asked.key());
    parameters.put("keyHex", asked.keyHex());
    parameters.put("next", next);
    return Paths.with(path, parameters);
  }

  private static Row row(LogTopic topic, ShownRecord record) {
    return new Row(
        text(record.position()),
        path(topic, record.position()),
        record.time(),
        key(record),
        record.valueBytes() == null ? "no value" : record.valueBytes() + " bytes",
        summary(record),
        record.undecodable());
  }

  private static String key(ShownRecord record) {
    if (record.key() != null) {
      return record.key();
    }
    return record.keyHex() == null ? "no key" : "hex " + record.keyHex();
  }

  private static String summary(ShownRecord record) {
    String whole =
        record.value() == null
            ? Objects.requireNonNullElse(record.hex(), "")
            : JsonMapper.shared().writeValueAsString(record.value());
    return whole.length() > SUMMARY_LENGTH_MAX
        ? whole.substring(0, SUMMARY_LENGTH_MAX) + "…"
        : whole;
  }

  private static String text(Position position) {
    return position.partition() + "-" + position.offset();
  }

  private static String path(LogTopic topic, Position position) {
    return "%s/%s/records/%s".formatted(HERE, topic.path(), text(position));
  }
}
