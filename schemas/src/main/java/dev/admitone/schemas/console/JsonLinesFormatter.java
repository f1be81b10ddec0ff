package dev.admitone.schemas.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.schemas.topics.Topics;
import java.io.PrintStream;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.MessageFormatter;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Prints the records of the topics, with any prefix before their names, for people and for {@code
 * jq}: one line of JSON each, with partition, offset, timestamp, key and the decoded value. A dead
 * letter's line has its headers, too. What cannot be decoded is said so, with its bytes in Base64,
 * and the next record is printed.
 *
 * <p>For {@code kafka-console-consumer --formatter dev.admitone.schemas.JsonLinesFormatter}, with
 * this module's jar and its dependencies on the {@code CLASSPATH}. With the formatter's property
 * {@link #CODE_PROPERTY} only the records of one invite code are printed.
 */
public class JsonLinesFormatter implements MessageFormatter {

  /** The property that names the one code to print; case and blanks around it don't matter. */
  public static final String CODE_PROPERTY = "code";

  private static final int ANY_VERSION = 1;

  /** What the key of an alert about a code begins with. */
  private static final String ALERT_OF_CODE = "CODE:";

  private static final Map<String, RecordCodec<? extends SpecificRecord>> CODECS =
      Map.of(
          Topics.REQUESTS, RecordCodec.requests(ANY_VERSION),
          Topics.RESULTS, RecordCodec.results(ANY_VERSION),
          Topics.INVITES, RecordCodec.snapshots(ANY_VERSION),
          Topics.DEAD_LETTERS, RecordCodec.requests(ANY_VERSION));

  private @Nullable String onlyCode;

  /**
   * Takes {@link #CODE_PROPERTY}; leaves out others, which the tool sets for its own formatters.
   *
   * @throws ConfigException if that is no code
   */
  @Override
  public void configure(Map<String, ?> properties) {
    Object code = properties.get(CODE_PROPERTY);
    onlyCode =
        code == null
            ? null
            : InviteCodes.canonical(code.toString())
                .orElseThrow(() -> new ConfigException(CODE_PROPERTY, code, "it is no code"));
  }

  /** Prints the record, or nothing if it is another code's. Never throws, for any content. */
  @Override
  public void writeTo(ConsumerRecord<byte[], byte[]> record, PrintStream output) {
    RecordJson json = new RecordJson(record);
    if (record.topic().endsWith(Topics.ALERTS)) {
      if (onlyCode == null || hasKey(record, ALERT_OF_CODE + onlyCode)) {
        output.print(json.lineOfJson() + '\n');
      }
      return;
    }
    SpecificRecord value = null;
    String defect = null;
    try {
      value = decoded(record);
    } catch (UndecodableRecordException e) {
      defect = e.reason() + ": " + e.getMessage();
    }
    if (!isWanted(record, value)) {
      return;
    }
    String line;
    try {
      line = defect == null ? json.line(value) : json.line(defect);
    } catch (RuntimeException e) {
      line = json.line("it cannot be shown: " + e);
    }
    output.print(line + '\n');
  }

  private static @Nullable SpecificRecord decoded(ConsumerRecord<byte[], byte[]> record)
      throws UndecodableRecordException {
    RecordCodec<? extends SpecificRecord> codec =
        TopicNames.withoutPrefix(record.topic()).map(CODECS::get).orElse(null);
    if (codec == null) {
      throw new UndecodableRecordException(
          DeadLetterReason.UNDECODABLE,
          "topic %s is none of %s".formatted(record.topic(), CODECS.keySet()),
          null);
    }
    return record.value() == null ? null : codec.decode(record.value());
  }

  /** By the code inside, which results have only there, or by the key of what cannot be decoded. */
  private boolean isWanted(ConsumerRecord<byte[], byte[]> record, @Nullable SpecificRecord value) {
    if (onlyCode == null) {
      return true;
    }
    if (value != null && onlyCode.equals(value.get(value.getSchema().getField("code").pos()))) {
      return true;
    }
    return hasKey(record, onlyCode);
  }

  private static boolean hasKey(ConsumerRecord<byte[], byte[]> record, String key) {
    return record.key() != null && key.equals(new String(record.key(), UTF_8));
  }
}
