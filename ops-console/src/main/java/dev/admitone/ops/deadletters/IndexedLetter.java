package dev.admitone.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What the index keeps of a dead letter. The names are columns of a question in SQL.
 *
 * @param reason as its header says; {@link #NO_REASON} where another program wrote the record
 * @param digest of its key and its value: the same for the same bytes
 * @param valueBytes how long the value is; 0 also where it has none
 */
record IndexedLetter(
    int part,
    long recordOffset,
    String reason,
    @Nullable String detail,
    @Nullable Integer sourcePart,
    @Nullable Long sourceOffset,
    @Nullable String appendedAt,
    String deadAt,
    @Nullable String requestId,
    @Nullable String code,
    String digest,
    int valueBytes) {

  static final String NO_REASON = "NO_REASON";

  private static final Pattern REASON = Pattern.compile("[A-Z_]{1,40}");
  private static final Pattern POSITION = Pattern.compile("(\\d{1,5})-(\\d{1,18})");
  private static final int DETAIL_LENGTH_MAX = 500;
  private static final int HEADER_BYTES_MAX = 2_000;

  static IndexedLetter of(
      ConsumerRecord<byte[], byte[]> record, RecordCodec<RedemptionRequest> requests) {
    String reason = header(record, Topics.DEAD_LETTER_REASON_HEADER);
    String position = header(record, Topics.DEAD_LETTER_POSITION_HEADER);
    Matcher source = POSITION.matcher(position == null ? "" : position);
    boolean hasSource = source.matches();
    byte[] value = record.value();
    return new IndexedLetter(
        record.partition(),
        record.offset(),
        reason == null || !REASON.matcher(reason).matches() ? NO_REASON : reason,
        detail(header(record, Topics.DEAD_LETTER_DETAIL_HEADER)),
        hasSource ? Integer.valueOf(source.group(1)) : null,
        hasSource ? Long.valueOf(source.group(2)) : null,
        time(header(record, Topics.DEAD_LETTER_TIME_HEADER)),
        Instant.ofEpochMilli(record.timestamp()).toString(),
        value == null ? null : requests.peekRequestId(value).map(Object::toString).orElse(null),
        value == null ? null : code(value, requests),
        digest(record),
        value == null ? 0 : value.length);
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null || header.value().length > HEADER_BYTES_MAX
        ? null
        : new String(header.value(), UTF_8);
  }

  /** Without the characters that the table cannot store. */
  private static @Nullable String detail(@Nullable String header) {
    if (header == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    header
        .codePoints()
        .filter(each -> !Character.isISOControl(each))
        .limit(DETAIL_LENGTH_MAX)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static @Nullable String time(@Nullable String header) {
    try {
      return header == null ? null : Instant.parse(header).toString();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String code(byte[] value, RecordCodec<RedemptionRequest> requests) {
    if (value.length > RecordCodec.REQUEST_BYTES_MAX) {
      return null;
    }
    try {
      String code = requests.decode(value).getCode();
      return InviteCodes.isCanonical(code) ? code : null;
    } catch (UndecodableRecordException e) {
      return null;
    }
  }

  private static String digest(ConsumerRecord<byte[], byte[]> record) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] key = record.key();
      // With its length, so that no key runs into a value.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, key == null ? -1 : key.length));
      if (key != null) {
        digest.update(key);
      }
      if (record.value() != null) {
        digest.update(record.value());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java has SHA-256", e);
    }
  }
}
