package dev.admitone.schemas;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A version 2 of each record, made up for this test: a field more, and for results a symbol more in
 * two enums. Services of this release and of one that has version 2 run side by side, in each order
 * of a rolling upgrade. Only here is there a version 2; the records of both are {@link
 * GenericRecord}s, as there are no classes of it.
 */
class SchemaEvolutionTest {

  private static final UUID ID = UUID.fromString("01a20f76-dfaf-709e-8a73-49882d36da2a");
  private static final GenericData MODEL = new GenericData();

  /** The two versions of one record. */
  record Versions(Schema first, Schema second) {

    /** A service of this release. */
    RecordCodec<GenericRecord> old() {
      return new RecordCodec<>(first, MODEL, new SchemaVersions(List.of(first)), 1);
    }

    /** A service of the next release, with its setting write-version. */
    RecordCodec<GenericRecord> next(int writeVersion) {
      return new RecordCodec<>(
          second, MODEL, new SchemaVersions(List.of(first, second)), writeVersion);
    }

    @Override
    public String toString() {
      return first.getName();
    }
  }

  static Stream<Versions> records() {
    return Stream.of("RedemptionRequest", "RedemptionDecided", "InviteSnapshot")
        .map(name -> new Versions(SchemaVersions.of(name).version(1), versionTwo(name)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void theVersionsAreCompatibleInBothDirections(Versions versions) {
    var fullTransitive = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
    assertThatCode(() -> fullTransitive.validate(versions.second(), List.of(versions.first())))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("records")
  void whileServicesAreReplacedOneByOneEachReadsTheOthersWhicheverIsFirst(Versions versions)
      throws Exception {
    GenericRecord fromOld = sample(versions.first());
    GenericRecord fromNext = sample(versions.second());

    assertThat(field(versions.next(1).decode(versions.old().encode(fromOld)), "code"))
        .hasToString("KTEST1");
    assertThat(versions.old().decode(versions.next(1).encode(fromNext)))
        .as("what the old ones know of it")
        .isEqualTo(fromOld);
  }

  @ParameterizedTest
  @MethodSource("records")
  void onceAllAreReplacedTheVersionIsRaisedOneByOneAndMayBeLoweredAgain(Versions versions)
      throws Exception {
    GenericRecord written = sample(versions.second());
    for (int reader = 1; reader <= 2; reader++) {
      assertThat(versions.next(reader).decode(versions.next(2).encode(written))).isEqualTo(written);
      assertThat(field(versions.next(reader).decode(versions.next(1).encode(written)), "campaign"))
          .as("version 1 has no place for it")
          .isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatWasWrittenBeforeTheUpgradeIsReadAfterIt(Versions versions) throws Exception {
    byte[] inTheLog = versions.old().encode(sample(versions.first()));
    assertThat(field(versions.next(2).decode(inTheLog), "campaign")).isNull();
    assertThat(versions.next(2).peekRequestId(inTheLog)).contains(ID);
  }

  @ParameterizedTest
  @MethodSource("records")
  void raisedTooEarlyTheNewVersionIsAnUnknownSchemaToOldServices(Versions versions) {
    byte[] tooEarly = versions.next(2).encode(sample(versions.second()));
    assertThatExceptionOfType(UndecodableRecordException.class)
        .isThrownBy(() -> versions.old().decode(tooEarly))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aVersionThatAReleaseLacksCannotBeWritten(Versions versions) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> versions.next(3))
        .withMessage("write-version is 3, but this release knows the versions 1 to 2");
  }

  @Test
  void symbolsThatThisReleasesClassesLackAreUnrecognizedAndTheRestIsRead() throws Exception {
    Schema second = versionTwo("RedemptionDecided");
    RedemptionDecided empty = new RedemptionDecided();
    SchemaVersions both = new SchemaVersions(List.of(empty.getSchema(), second));
    RecordCodec<RedemptionDecided> classes =
        new RecordCodec<>(empty.getSchema(), empty.getSpecificData(), both, 1);
    GenericRecord written = sample(second);
    written.put("outcome", symbol(second.getField("outcome").schema(), "WAITLISTED"));

    RedemptionDecided read =
        classes.decode(new RecordCodec<GenericRecord>(second, MODEL, both, 2).encode(written));

    assertThat(read.getOutcome()).isEqualTo(Outcome.UNRECOGNIZED);
    assertThat(read.getRequestId()).isEqualTo(ID);
    assertThat(read.getCode()).isEqualTo("KTEST1");
    assertThat(read.getAnsweredPosition().getOffset()).isEqualTo(42);
  }

  /** A record with what it must have, and with what is new where the schema has it. */
  private static GenericRecord sample(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      if (!field.hasDefaultValue()) {
        record.put(field.pos(), value(field.schema()));
      }
    }
    if (schema.getField("campaign") != null) {
      record.put("campaign", new Utf8("spring"));
    }
    return record;
  }

  private static Object value(Schema schema) {
    return switch (schema.getType()) {
      case FIXED -> new GenericData.Fixed(schema, idBytes());
      case STRING -> new Utf8("KTEST1");
      case INT -> 3;
      case LONG -> 42L;
      case ENUM -> symbol(schema, schema.getEnumSymbols().get(1));
      case RECORD -> sample(schema);
      default -> throw new IllegalArgumentException("no sample of " + schema);
    };
  }

  private static GenericData.EnumSymbol symbol(Schema schema, String symbol) {
    return new GenericData.EnumSymbol(schema, symbol);
  }

  private static byte[] idBytes() {
    return ByteBuffer.allocate(16)
        .putLong(ID.getMostSignificantBits())
        .putLong(ID.getLeastSignificantBits())
        .array();
  }

  private static @Nullable Object field(IndexedRecord record, String name) {
    return record.get(record.getSchema().getField(name).pos());
  }

  private static Schema versionTwo(String name) {
    AvroLimits.apply(); // Before a schema is parsed: this JVM's other tests rely on it.
    String file = "evolution/v2/%s.avsc".formatted(name);
    try (InputStream json = SchemaEvolutionTest.class.getResourceAsStream(file)) {
      return new Schema.Parser().parse(requireNonNull(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
