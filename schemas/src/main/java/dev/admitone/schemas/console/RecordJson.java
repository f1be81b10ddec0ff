package dev.admitone.schemas.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.admitone.schemas.topics.Topics;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record as a line of JSON. All that is not ASCII is escaped: the content of a record must not
 * steer the terminal on which an operator reads it, in any encoding.
 */
final class RecordJson {

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new DeleteToo())
          .build();

  /** A dead letter of the processor has four headers; another program may write thousands. */
  private static final int HEADERS_MAX = 20;

  private static final int HEADER_BYTES_MAX = 1_000;

  private final ConsumerRecord<byte[], byte[]> record;

  RecordJson(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  /** JSON need not escape the one control character of ASCII that follows its letters. */
  private static final class DeleteToo extends CharacterEscapes {

    private final int[] escapes = standardAsciiEscapesForJSON();

    DeleteToo() {
      escapes[0x7f] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes.clone();
    }

    /** As JSON has it. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null;
    }
  }

  private interface Rest {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** With the value as it was decoded; null for a record that has none. */
  String line(@Nullable IndexedRecord value) {
    return line(
        json -> {
          json.writeFieldName("value");
          writeValue(json, value);
        });
  }

  /** With what is wrong, and the bytes of the value as they are. */
  String line(String undecodable) {
    return line(
        json -> {
          json.writeStringField("undecodable", undecodable);
          json.writeFieldName("base64");
          writeBytes(json, record.value());
        });
  }

  /** With the value as the JSON that it is; what is no JSON is said so, with its bytes. */
  String lineOfJson() {
    byte[] value = record.value();
    if (value == null) {
      return line((IndexedRecord) null);
    }
    StringWriter copied = new StringWriter();
    try (JsonParser parser = JSON.createParser(value);
        JsonGenerator copy = JSON.createGenerator(copied)) {
      parser.nextToken();
      copy.copyCurrentStructure(parser);
      if (parser.nextToken() != null) {
        return line("UNDECODABLE: it goes on behind its end");
      }
    } catch (IOException e) {
      return line("UNDECODABLE: it is no JSON");
    }
    return line(
        json -> {
          json.writeFieldName("value");
          json.writeRawValue(copied.toString());
        });
  }

  private String line(Rest rest) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("partition", record.partition());
      json.writeNumberField("offset", record.offset());
      json.writeStringField("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
      writeKey(json);
      if (record.topic().endsWith(Topics.DEAD_LETTERS)) {
        writeHeaders(json);
      }
      rest.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return line.toString();
  }

  /** Keys are text; a key that is not is shown in Base64, under another name. */
  private void writeKey(JsonGenerator json) throws IOException {
    byte[] key = record.key();
    if (key == null) {
      json.writeNullField("key");
      return;
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
      json.writeStringField("key", text);
    } catch (CharacterCodingException e) {
      json.writeFieldName("keyBase64");
      json.writeBinary(key);
    }
  }

  private void writeHeaders(JsonGenerator json) throws IOException {
    Map<String, byte @Nullable []> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      if (headers.size() < HEADERS_MAX) {
        headers.put(header.key(), header.value());
      }
    }
    json.writeObjectFieldStart("headers");
    for (Map.Entry<String, byte @Nullable []> header : headers.entrySet()) {
      byte[] value = header.getValue();
      if (value == null) {
        json.writeNullField(header.getKey());
      } else {
        int length = Math.min(value.length, HEADER_BYTES_MAX);
        json.writeStringField(header.getKey(), new String(value, 0, length, UTF_8));
      }
    }
    json.writeEndObject();
  }

  private static void writeRecord(JsonGenerator json, IndexedRecord value) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : value.getSchema().getFields()) {
      Object content = value.get(field.pos());
      if (content == null && isRecordOrNull(field.schema())) {
        // A request has a field for each command, and one command.
        continue;
      }
      json.writeFieldName(field.name());
      writeValue(json, content);
    }
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof IndexedRecord nested) {
      writeRecord(json, nested);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof GenericFixed fixed) {
      json.writeString(HexFormat.of().formatHex(fixed.bytes()));
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      writeBytes(json, copy);
    } else {
      // Ids, times, enums and text: as they call themselves.
      json.writeString(value.toString());
    }
  }

  private static void writeBytes(JsonGenerator json, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      json.writeNull();
    } else {
      json.writeBinary(bytes);
    }
  }

  private static boolean isRecordOrNull(Schema schema) {
    return schema.isUnion()
        && schema.getTypes().stream().anyMatch(type -> type.getType() == Schema.Type.RECORD);
  }
}
