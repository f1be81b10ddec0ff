package dev.admitone.schemas.codec;

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
 * A version 3 of each record, made up for this test: a field more, and for results a symbol more in
 * two enums. Services of this release and of one that has version 3 run side by side, in each order
 * of a rolling upgrade. Only here is there a version 3; the records of all versions are {@link
 * GenericRecord}s, as there are no classes of it.
 */
class SchemaEvolutionTest {

  private static final UUID ID = UUID.fromString("01a20f76-dfaf-709e-8a73-49882d36da2a");
  private static final GenericData MODEL = new GenericData();

  /** The published versions of one record, oldest first, and the one to come. */
  record Versions(List<Schema> published, Schema third) {

    /** What the services of this release read. */
    Schema newest() {
      return published.getLast();
    }

    /** A service of this release, with its setting write-version. */
    RecordCodec<GenericRecord> old(int writeVersion) {
      return new RecordCodec<>(newest(), MODEL, new SchemaVersions(published), writeVersion);
    }

    /** A service of the next release, with its setting write-version. */
    RecordCodec<GenericRecord> next(int writeVersion) {
      List<Schema> all = Stream.concat(published.stream(), Stream.of(third)).toList();
      return new RecordCodec<>(third, MODEL, new SchemaVersions(all), writeVersion);
    }

    @Override
    public String toString() {
      return third.getName();
    }
  }

  static Stream<Versions> records() {
    return Stream.of("RedemptionRequest", "RedemptionDecided", "InviteSnapshot")
        .map(name -> new Versions(SchemaVersions.of(name).all(), versionThree(name)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void theVersionsAreCompatibleInBothDirections(Versions versions) {
    var fullTransitive = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
    assertThatCode(() -> fullTransitive.validate(versions.third(), versions.published()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("records")
  void whileServicesAreReplacedOneByOneEachReadsTheOthersWhicheverIsFirst(Versions versions)
      throws Exception {
    for (int written = 1; written <= 2; written++) {
      GenericRecord fromOld = sample(versions.newest());
      GenericRecord fromNext = sample(versions.third());

      assertThat(
              field(versions.next(written).decode(versions.old(written).encode(fromOld)), "code"))
          .hasToString("KTEST1");
      assertThat(versions.old(1).decode(versions.next(written).encode(fromNext)))
          .as("what the old ones know of it")
          .isEqualTo(fromOld);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void onceAllAreReplacedTheVersionIsRaisedOneByOneAndMayBeLoweredAgain(Versions versions)
      throws Exception {
    GenericRecord written = sample(versions.third());
    for (int reader = 1; reader <= 3; reader++) {
      assertThat(versions.next(reader).decode(versions.next(3).encode(written))).isEqualTo(written);
      assertThat(field(versions.next(reader).decode(versions.next(2).encode(written)), "campaign"))
          .as("version 2 has no place for it")
          .isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatWasWrittenBeforeTheUpgradeIsReadAfterIt(Versions versions) throws Exception {
    for (int written = 1; written <= 2; written++) {
      byte[] inTheLog = versions.old(written).encode(sample(versions.newest()));
      assertThat(field(versions.next(3).decode(inTheLog), "campaign")).isNull();
      assertThat(versions.next(3).peekRequestId(inTheLog)).contains(ID);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void raisedTooEarlyTheNewVersionIsAnUnknownSchemaToOldServices(Versions versions) {
    byte[] tooEarly = versions.next(3).encode(sample(versions.third()));
    assertThatExceptionOfType(UndecodableRecordException.class)
        .isThrownBy(() -> versions.old(1).decode(tooEarly))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aVersionThatAReleaseLacksCannotBeWritten(Versions versions) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> versions.next(4))
        .withMessage("write-version is 4, but this release knows the versions 1 to 3");
  }

  @Test
  void symbolsThatThisReleasesClassesLackAreUnrecognizedAndTheRestIsRead() throws Exception {
    Schema third = versionThree("RedemptionDecided");
    RedemptionDecided empty = new RedemptionDecided();
    SchemaVersions both = new SchemaVersions(List.of(empty.getSchema(), third));
    RecordCodec<RedemptionDecided> classes =
        new RecordCodec<>(empty.getSchema(), empty.getSpecificData(), both, 1);
    GenericRecord written = sample(third);
    written.put("outcome", symbol(third.getField("outcome").schema(), "WAITLISTED"));

    RedemptionDecided read =
        classes.decode(new RecordCodec<GenericRecord>(third, MODEL, both, 2).encode(written));

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

  private static Schema versionThree(String name) {
    AvroLimits.apply(); // Before a schema is parsed: this JVM's other tests rely on it.
    String file = "/dev/admitone/schemas/evolution/v3/%s.avsc".formatted(name);
    try (InputStream json = SchemaEvolutionTest.class.getResourceAsStream(file)) {
      return new Schema.Parser().parse(requireNonNull(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
