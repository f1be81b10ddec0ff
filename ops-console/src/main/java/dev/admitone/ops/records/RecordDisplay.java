package dev.admitone.ops.records;

import dev.admitone.ops.history.Position;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Makes of records what is shown of them. Takes any content. */
public final class RecordDisplay {

  /** A dead letter of the processor has four headers; another program may write thousands. */
  private static final int HEADERS_MAX = 20;

  /** Those of the statistics have some hundred bytes. */
  private static final int ALERT_BYTES_MAX = 10_000;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> ALERT = new TypeReference<>() {};

  private final Map<LogTopic, RecordCodec<? extends SpecificRecord>> codecs;

  RecordDisplay(int writeVersion) {
    this.codecs =
        Map.of(
            LogTopic.REQUESTS, RecordCodec.requests(writeVersion),
            LogTopic.RESULTS, RecordCodec.results(writeVersion),
            LogTopic.INVITES, RecordCodec.snapshots(writeVersion),
            LogTopic.DEAD_LETTERS, RecordCodec.requests(writeVersion));
  }

  /** What the value is decoded to, or what is wrong with it. */
  private record Decoded(
      @Nullable Map<String, Object> value, @Nullable String defect, boolean cut) {}

  /** The record of the topic as it is shown. */
  public ShownRecord show(LogTopic topic, ConsumerRecord<byte[], byte[]> record) {
    ShownText key = record.key() == null ? null : ShownText.of(record.key());
    byte[] bytes = record.value();
    Decoded decoded = bytes == null ? new Decoded(null, null, false) : decoded(topic, bytes);
    ShownText hex = bytes == null || decoded.defect() == null ? null : ShownText.hex(bytes);
    List<ShownHeader> headers = headers(record);
    int leftOut = record.headers().toArray().length - headers.size();
    boolean valueCut = decoded.cut() || isCut(hex);
    boolean headersCut = leftOut > 0 || headers.stream().anyMatch(ShownHeader::cut);
    return new ShownRecord(
        new Position(record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        record.timestampType() == TimestampType.LOG_APPEND_TIME
            ? ShownRecord.Clock.BROKER
            : ShownRecord.Clock.SENDER,
        key == null ? null : key.text(),
        key == null ? null : key.hex(),
        headers,
        leftOut,
        bytes == null ? null : bytes.length,
        decoded.value(),
        decoded.defect(),
        hex == null ? null : hex.hex(),
        valueCut || isCut(key) || headersCut,
        isCut(key),
        valueCut);
  }

  private static boolean isCut(@Nullable ShownText text) {
    return text != null && text.cut();
  }

  private Decoded decoded(LogTopic topic, byte[] bytes) {
    if (topic == LogTopic.ALERTS) {
      return alert(bytes);
    }
    RecordCodec<? extends SpecificRecord> codec = codecs.get(topic);
    if (codec == null || bytes.length > RecordCodec.REQUEST_BYTES_MAX) {
      return new Decoded(null, "It is too large to be decoded", false);
    }
    try {
      AvroValues values = new AvroValues();
      Map<String, Object> value = values.of(codec.decode(bytes));
      return new Decoded(value, null, values.isCut());
    } catch (UndecodableRecordException e) {
      return new Decoded(null, e.reason() + ": " + e.getMessage(), false);
    }
  }

  /** Alerts are JSON: the statistics write them for any reader. */
  private static Decoded alert(byte[] bytes) {
    if (bytes.length > ALERT_BYTES_MAX) {
      return new Decoded(null, "It is too large to be decoded", false);
    }
    try {
      return new Decoded(JSON.readValue(bytes, ALERT), null, false);
    } catch (JacksonException e) {
      return new Decoded(null, DeadLetterReason.UNDECODABLE + ": it is no JSON object", false);
    }
  }

  private static List<ShownHeader> headers(ConsumerRecord<byte[], byte[]> record) {
    List<ShownHeader> shown = new ArrayList<>();
    for (Header header : record.headers()) {
      if (shown.size() == HEADERS_MAX) {
        break;
      }
      byte[] value = header.value();
      ShownText text = value == null ? null : ShownText.of(value);
      shown.add(
          new ShownHeader(
              isLong(header.key()) ? ShownText.begin(header.key()) : header.key(),
              text == null ? null : text.text(),
              text == null ? null : text.hex(),
              isLong(header.key()) || isCut(text)));
    }
    return shown;
  }

  private static boolean isLong(String name) {
    return name.length() > ShownText.TEXT_LENGTH_MAX;
  }
}
