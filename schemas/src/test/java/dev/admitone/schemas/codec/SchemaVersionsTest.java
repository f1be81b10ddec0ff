package dev.admitone.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaVersionsTest {

  static Stream<Schema> records() {
    return Stream.of(
        RedemptionRequest.getClassSchema(),
        RedemptionDecided.getClassSchema(),
        InviteSnapshot.getClassSchema());
  }

  @ParameterizedTest
  @MethodSource("records")
  void theNewestPublishedVersionIsWhatTheClassesWereGeneratedFrom(Schema generated) {
    Schema published = SchemaVersions.of(generated.getName()).all().getLast();
    assertThat(SchemaNormalization.toParsingForm(published))
        .isEqualTo(SchemaNormalization.toParsingForm(generated));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyVersionReadsEveryOther(Schema generated) {
    List<Schema> versions = SchemaVersions.of(generated.getName()).all();
    var fullTransitive = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
    for (Schema version : versions) {
      assertThatCode(() -> fullTransitive.validate(version, versions)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void thereAreAsManyVersionsOfEachRecordAsOfTheContract(Schema generated) {
    assertThat(SchemaVersions.of(generated.getName()).all()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("records")
  void theRequestIdComesFirstOrTheRecordIsASnapshot(Schema generated) {
    for (Schema version : SchemaVersions.of(generated.getName()).all()) {
      Schema.Field first = version.getFields().getFirst();
      assertThat(first.schema().getType()).isEqualTo(Schema.Type.FIXED);
      assertThat(first.schema().getFixedSize()).isEqualTo(16);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyEnumHasASymbolForWhatAReaderDoesNotKnow(Schema generated) {
    enumsOf(generated)
        .forEach(
            symbols ->
                assertThat(symbols.getEnumDefault())
                    .as(symbols.getName())
                    .isEqualTo("UNRECOGNIZED"));
  }

  private static Stream<Schema> enumsOf(Schema schema) {
    return switch (schema.getType()) {
      case ENUM -> Stream.of(schema);
      case RECORD -> schema.getFields().stream().flatMap(field -> enumsOf(field.schema()));
      case UNION -> schema.getTypes().stream().flatMap(SchemaVersionsTest::enumsOf);
      default -> Stream.empty();
    };
  }
}
