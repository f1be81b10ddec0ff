package dev.admitone.schemas.codec;

import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.Profile;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * Avro's single-object encoding of one record type: a marker of 2 bytes, the schema's fingerprint
 * in 8, the body. Reads every published version, writes the one it is told to. Thread-safe.
 *
 * @param <T> the record
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro
 *     1.12, single-object encoding</a>
 */
public final class RecordCodec<T extends IndexedRecord> {

  /** The longest request that is decoded; a longer one is dead-lettered unread. Bytes. */
  public static final int REQUEST_BYTES_MAX = 64 * 1024;

  private static final int HEADER_BYTES = 10;
  private static final int ID_BYTES = 16;
  private static final int TYPICAL_RECORD_BYTES = 192;
  private static final byte MARKER_0 = (byte) 0xC3;
  private static final byte MARKER_1 = 0x01;

  static {
    AvroLimits.apply();
  }

  private final BinaryMessageEncoder<T> encoder;
  private final Map<Long, DatumReader<T>> readersByFingerprint;

  RecordCodec(Schema readSchema, GenericData model, SchemaVersions versions, int writeVersion) {
    this.encoder = new BinaryMessageEncoder<>(model, versions.version(writeVersion));
    this.readersByFingerprint =
        versions.all().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    SchemaNormalization::parsingFingerprint64,
                    written -> RecordCodec.<T>reader(model, written, readSchema),
                    // A version of the contract may leave a record as it was.
                    (older, same) -> older));
  }

  /**
   * The codec of topic {@code redemption-requests}.
   *
   * @throws IllegalArgumentException if this release does not know the version
   */
  public static RecordCodec<RedemptionRequest> requests(int writeVersion) {
    RedemptionRequest empty = new RedemptionRequest();
    return published(empty.getSchema(), empty.getSpecificData(), writeVersion);
  }

  /**
   * The codec of topic {@code redemption-results}.
   *
   * @throws IllegalArgumentException if this release does not know the version
   */
  public static RecordCodec<RedemptionDecided> results(int writeVersion) {
    RedemptionDecided empty = new RedemptionDecided();
    return published(empty.getSchema(), empty.getSpecificData(), writeVersion);
  }

  /**
   * The codec of topic {@code invites}.
   *
   * @throws IllegalArgumentException if this release does not know the version
   */
  public static RecordCodec<InviteSnapshot> snapshots(int writeVersion) {
    InviteSnapshot empty = new InviteSnapshot();
    return published(empty.getSchema(), empty.getSpecificData(), writeVersion);
  }

  /**
   * The codec of what is inside a signup's seal.
   *
   * @throws IllegalArgumentException if this release does not know the version
   */
  public static RecordCodec<Profile> profiles(int writeVersion) {
    Profile empty = new Profile();
    return new RecordCodec<>(
        empty.getSchema(), empty.getSpecificData(), SchemaVersions.ofProfile(), writeVersion);
  }

  private static <R extends IndexedRecord> RecordCodec<R> published(
      Schema readSchema, GenericData model, int writeVersion) {
    return new RecordCodec<>(
        readSchema, model, SchemaVersions.of(readSchema.getName()), writeVersion);
  }

  /** Encodes the record in the version that this codec writes. */
  public byte[] encode(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_RECORD_BYTES);
    try {
      encoder.encode(value, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Decodes a record of any published version.
   *
   * @throws UndecodableRecordException if the bytes are no such record, were written with a schema
   *     that this release does not have, exceed a limit, or go on after the record's end
   */
  public T decode(byte[] bytes) throws UndecodableRecordException {
    DatumReader<T> reader = readerOf(bytes);
    // Over the array itself, not a stream of it: this decoder knows how many bytes are left, and
    // refuses a longer claim before it allocates anything. A record of a few bytes that claims a
    // string of 1.5 GB would otherwise end the process, again at each restart.
    BinaryDecoder body =
        DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
    try {
      T value = reader.read(null, body);
      if (!body.isEnd()) {
        throw new UndecodableRecordException(
            DeadLetterReason.UNDECODABLE, "bytes follow the record's end", null);
      }
      return value;
    } catch (IOException | AvroRuntimeException e) {
      throw new UndecodableRecordException(DeadLetterReason.UNDECODABLE, reasonOf(e), e);
    } catch (RuntimeException e) {
      // For impossible values generated code throws the exceptions of its casts and indexes.
      throw new UndecodableRecordException(
          DeadLetterReason.UNDECODABLE, e.getClass().getSimpleName() + ": " + reasonOf(e), e);
    }
  }

  /**
   * The request id at the start of a record whose rest may be unreadable. Empty if the bytes do not
   * begin as a record of a published version does.
   */
  public Optional<UUID> peekRequestId(byte[] bytes) {
    if (bytes.length < HEADER_BYTES + ID_BYTES
        || !isSingleObject(bytes)
        || !readersByFingerprint.containsKey(fingerprint(bytes))) {
      return Optional.empty();
    }
    ByteBuffer id = ByteBuffer.wrap(bytes, HEADER_BYTES, ID_BYTES);
    return Optional.of(new UUID(id.getLong(), id.getLong()));
  }

  private DatumReader<T> readerOf(byte[] bytes) throws UndecodableRecordException {
    if (!isSingleObject(bytes)) {
      throw new UndecodableRecordException(
          DeadLetterReason.UNDECODABLE, "not in Avro's single-object encoding", null);
    }
    DatumReader<T> reader = readersByFingerprint.get(fingerprint(bytes));
    if (reader == null) {
      throw new UndecodableRecordException(
          DeadLetterReason.UNKNOWN_SCHEMA, "written with a schema that this release lacks", null);
    }
    return reader;
  }

  @SuppressWarnings("unchecked") // The model makes the records of the read schema: those are T.
  private static <R> DatumReader<R> reader(GenericData model, Schema written, Schema read) {
    return model.createDatumReader(written, read);
  }

  private static boolean isSingleObject(byte[] bytes) {
    return bytes.length >= HEADER_BYTES && bytes[0] == MARKER_0 && bytes[1] == MARKER_1;
  }

  private static long fingerprint(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
  }

  private static String reasonOf(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
