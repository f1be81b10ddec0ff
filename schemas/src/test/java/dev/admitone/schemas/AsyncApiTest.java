package dev.admitone.schemas;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.codec.SchemaVersions;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.schemas.topics.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** docs/asyncapi.yaml is valid, and says of topics and records what the code says. */
class AsyncApiTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final JsonNode DOCUMENT = read();

  static List<TopicSettings> topics() {
    // The other topics of the statistics are the console's own.
    return Stream.concat(
            Topics.settings(Topics.PARTITION_COUNT_DEFAULT).stream(),
            Topics.statistics(TopicNames.WITHOUT_PREFIX).stream()
                .filter(topic -> topic.name().equals(Topics.ALERTS)))
        .toList();
  }

  @Test
  void itIsValidAsyncApi3() throws IOException {
    try (InputStream rules =
        requireNonNull(getClass().getResourceAsStream("asyncapi/asyncapi-3.0.0.json"))) {
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                  .getSchema(rules)
                  .validate(DOCUMENT.toString(), InputFormat.JSON))
          .isEmpty();
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (JsonNode reference : DOCUMENT.findValues("$ref")) {
      String to = reference.asString();
      boolean there =
          to.startsWith("#")
              ? DOCUMENT.at(to.substring(1)).isObject()
              : Files.isRegularFile(DOCS.resolve(to));
      assertThat(there).as(to).isTrue();
    }
  }

  @Test
  void itHasTheTopicsAndNoOthers() {
    assertThat(DOCUMENT.path("channels").propertyNames())
        .containsExactlyInAnyOrderElementsOf(topics().stream().map(TopicSettings::name).toList());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aTopicHasTheSettingsThatItIsCreatedWith(TopicSettings topic) {
    JsonNode channel = DOCUMENT.path("channels").path(topic.name());
    JsonNode kafka = channel.path("bindings").path("kafka");
    assertThat(channel.path("address").asString()).isEqualTo(topic.name());
    assertThat(kafka.path("topic").asString()).isEqualTo(topic.name());
    assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.partitionCount());
    Map<String, String> described = new TreeMap<>();
    for (Map.Entry<String, JsonNode> setting : kafka.path("topicConfiguration").properties()) {
      JsonNode value = setting.getValue();
      described.put(setting.getKey(), (value.isArray() ? value.path(0) : value).asString());
    }
    assertThat(described).isEqualTo(new TreeMap<>(topic.configs()));
  }

  @ParameterizedTest
  @CsvSource({
    "redemption-requests, RedemptionRequest",
    "redemption-results, RedemptionDecided",
    "invites, InviteSnapshot"
  })
  void aRecordIsReferredToInItsNewestVersion(String topic, String record) throws IOException {
    JsonNode message = message(topic);
    assertThat(message.path("name").asString()).isEqualTo(record);
    Path file = DOCS.resolve(message.path("payload").path("schema").path("$ref").asString());
    assertThat(new Schema.Parser().parse(file.toFile()))
        .as("%s refers to %s", record, file)
        .isEqualTo(SchemaVersions.of(record).all().getLast());
    assertThat(file).hasFileName(record + ".avsc");
    assertThat(file.getParent()).hasFileName("v" + SchemaVersions.of(record).all().size());
  }

  @Test
  void aDeadLetterHasItsHeadersAndReasons() {
    JsonNode headers = message(Topics.DEAD_LETTERS).path("headers");
    assertThat(headers.path("properties").propertyNames())
        .containsExactlyInAnyOrder(
            Topics.DEAD_LETTER_REASON_HEADER,
            Topics.DEAD_LETTER_DETAIL_HEADER,
            Topics.DEAD_LETTER_POSITION_HEADER,
            Topics.DEAD_LETTER_TIME_HEADER);
    JsonNode reasons = headers.path("properties").path(Topics.DEAD_LETTER_REASON_HEADER);
    assertThat(texts(reasons.path("enum")))
        .isEqualTo(
            Arrays.stream(DeadLetterReason.values())
                .filter(reason -> reason != DeadLetterReason.UNRECOGNIZED)
                .map(Enum::name)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.REQUESTS, Topics.INVITES})
  void aKeyIsACanonicalCodeAsTheCodeSays(String topic) {
    assertThat(message(topic).at("/bindings/kafka/key/pattern").asString())
        .isEqualTo("^" + InviteCodes.PATTERN + "$");
  }

  /** The one message of the channel. */
  private static JsonNode message(String topic) {
    JsonNode messages = DOCUMENT.path("channels").path(topic).path("messages");
    assertThat(messages).hasSize(1);
    return DOCUMENT.at(messages.iterator().next().path("$ref").asString().substring(1));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
  }

  private static JsonNode read() {
    return new YAMLMapper().readTree(DOCS.resolve("asyncapi.yaml"));
  }
}
