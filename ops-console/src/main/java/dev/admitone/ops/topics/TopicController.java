package dev.admitone.ops.topics;

import dev.admitone.ops.records.LogTopic;
import dev.admitone.ops.records.ShownRecord;
import dev.admitone.ops.web.Parameters;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Calls about topics and their records. */
@RestController
@RequestMapping(path = "/api/ops/topics", produces = MediaType.APPLICATION_JSON_VALUE)
class TopicController {

  private static final byte[] NOTHING = {};

  private final Topics topics;

  TopicController(Topics topics) {
    this.topics = topics;
  }

  @GetMapping
  TopicList topics() {
    return topics.list();
  }

  @GetMapping("/{topic}/records")
  RecordPage records(@PathVariable String topic, RecordParameters parameters) {
    return topics.records(topics.topic(topic), parameters.read());
  }

  @GetMapping("/{topic}/records/{position}")
  ShownRecord record(@PathVariable String topic, @PathVariable String position) {
    LogTopic known = topics.topic(topic);
    return topics.record(known, Parameters.positionInPath(position));
  }

  @GetMapping(
      path = "/{topic}/records/{position}/value",
      produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ResponseEntity<byte[]> value(@PathVariable String topic, @PathVariable String position) {
    LogTopic known = topics.topic(topic);
    return file(known, topics.whole(known, Parameters.positionInPath(position)));
  }

  /** The value of a record, whole, which a browser stores and never shows. */
  static ResponseEntity<byte[]> file(LogTopic topic, ConsumerRecord<byte[], byte[]> record) {
    String name = "%s-%d-%d.bin".formatted(topic.path(), record.partition(), record.offset());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(record.value() == null ? NOTHING : record.value());
  }
}
