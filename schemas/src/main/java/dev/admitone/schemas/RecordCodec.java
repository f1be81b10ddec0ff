package dev.admitone.schemas;

import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificRecordBase;

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
  public static final int MAX_REQUEST_BYTES = 64 * 1024;

  private static final int HEADER_BYTES = 10;
  private static final int ID_BYTES = 16;
  private static final int TYPICAL_RECORD_BYTES = 192;
  private static final byte MARKER_0 = (byte) 0xC3;
  private static final byte MARKER_1 = 0x01;

  static {
    AvroLimits.apply();
  }

  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;
  private final Set<Long> knownFingerprints;

  /**
   * Reads all of the versions into the read schema, and writes one of them.
   *
   * @throws IllegalArgumentException if the version to write is not among them
   */
  RecordCodec(Schema readSchema, GenericData model, SchemaVersions versions, int writeVersion) {
    this.encoder = new BinaryMessageEncoder<>(model, versions.version(writeVersion));
    this.decoder = new BinaryMessageDecoder<>(model, readSchema);
    versions.all().forEach(decoder::addSchema);
    this.knownFingerprints =
        versions.all().stream()
            .map(SchemaNormalization::parsingFingerprint64)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The codec of topic {@code redemption-requests}.
   *
   * @throws IllegalArgumentException if this release does not know the version
   */
  public static RecordCodec<RedemptionRequest> requests(int writeVersion) {
    return of(new RedemptionRequest(), writeVersion);
  }

  /**
   * The codec of topic {@code redemption-results}.
   *
   * @throws IllegalArgumentException if this release does not know the version
   */
  public static RecordCodec<RedemptionDecided> results(int writeVersion) {
    return of(new RedemptionDecided(), writeVersion);
  }

  /**
   * The codec of topic {@code invites}.
   *
   * @throws IllegalArgumentException if this release does not know the version
   */
  public static RecordCodec<InviteSnapshot> snapshots(int writeVersion) {
    return of(new InviteSnapshot(), writeVersion);
  }

  private static <R extends SpecificRecordBase> RecordCodec<R> of(R record, int writeVersion) {
    Schema schema = record.getSchema();
    return new RecordCodec<>(
        schema, record.getSpecificData(), SchemaVersions.of(schema.getName()), writeVersion);
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
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    T value;
    try {
      value = decoder.decode(in);
    } catch (MissingSchemaException e) {
      throw new UndecodableRecordException(
          DeadLetterReason.UNKNOWN_SCHEMA, "written with a schema that this release lacks", e);
    } catch (IOException | AvroRuntimeException e) {
      throw new UndecodableRecordException(DeadLetterReason.UNDECODABLE, reasonOf(e), e);
    } catch (RuntimeException e) {
      // Generated code meets impossible values with whatever exception its casts and indexes throw.
      throw new UndecodableRecordException(
          DeadLetterReason.UNDECODABLE, e.getClass().getSimpleName() + ": " + reasonOf(e), e);
    }
    if (in.available() > 0) {
      throw new UndecodableRecordException(
          DeadLetterReason.UNDECODABLE,
          "%d bytes follow the record's end".formatted(in.available()),
          null);
    }
    return value;
  }

  /**
   * The request id at the start of a record whose rest may be unreadable. Empty if the bytes do not
   * begin as a record of a published version does.
   */
  public Optional<UUID> peekRequestId(byte[] bytes) {
    if (bytes.length < HEADER_BYTES + ID_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
      return Optional.empty();
    }
    long fingerprint = Long.reverseBytes(ByteBuffer.wrap(bytes).getLong(2));
    if (!knownFingerprints.contains(fingerprint)) {
      return Optional.empty();
    }
    ByteBuffer id = ByteBuffer.wrap(bytes, HEADER_BYTES, ID_BYTES);
    return Optional.of(new UUID(id.getLong(), id.getLong()));
  }

  private static String reasonOf(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
