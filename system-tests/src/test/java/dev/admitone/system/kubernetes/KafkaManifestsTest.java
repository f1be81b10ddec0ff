package dev.admitone.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.schemas.topics.Topics;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Topics, brokers and the way to them are those of the product's own files. */
class KafkaManifestsTest {

  private static final String CLUSTER_LABEL = "strimzi.io/cluster";

  private final Kafka kafka = Manifests.only(Kafka.class);

  @Test
  void topicsAreThoseOfTheContract() {
    Map<String, TopicSettings> actual =
        Manifests.of(KafkaTopic.class).stream()
            .collect(
                Collectors.toMap(
                    topic -> topic.getMetadata().getName(),
                    topic ->
                        new TopicSettings(
                            topic.getMetadata().getName(),
                            topic.getSpec().getPartitions(),
                            texts(topic.getSpec().getConfig()))));
    List<TopicSettings> expected = new ArrayList<>(Topics.settings(Topics.PARTITION_COUNT_DEFAULT));
    expected.addAll(Topics.statistics(TopicNames.WITHOUT_PREFIX));
    assertThat(actual.values()).containsExactlyInAnyOrderElementsOf(expected);
    // No setting that says otherwise to the services.
    assertThat(Manifests.of(ConfigMap.class))
        .allSatisfy(
            one ->
                assertThat(one.getData())
                    .doesNotContainKeys("ADMITONE_PARTITIONS", "ADMITONE_PREFIX"));
  }

  @Test
  void brokersHaveTheSettingsOfTheClusterThatComposeStarts() {
    Map<String, Object> compose =
        YamlFiles.map(
            YamlFiles.document("docker-compose.yml").getOrDefault("x-three-brokers", Map.of()));
    assertThat(texts(kafka.getSpec().getKafka().getConfig()))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            (name, value) ->
                assertThat(compose)
                    .containsEntry(
                        "KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value));
  }

  @Test
  void brokersHaveTheMemoryThatComposeGivesThem() {
    KafkaNodePool pool = Manifests.only(KafkaNodePool.class);
    assertThat(pool.getSpec().getReplicas()).isEqualTo(3);
    Map<String, Object> compose = YamlFiles.document("docker-compose.yml");
    assertThat(pool.getSpec().getResources().getLimits().get("memory"))
        .hasToString(YamlFiles.at(compose, "x-broker", "mem_limit").toString().replace("g", "Gi"));
    assertThat(YamlFiles.at(compose, "x-three-brokers", "KAFKA_HEAP_OPTS"))
        .isEqualTo(
            "-Xms%s -Xmx%s"
                .formatted(
                    pool.getSpec().getJvmOptions().getXms(),
                    pool.getSpec().getJvmOptions().getXmx()));
  }

  @Test
  void topicsAreReplicatedAsTheBrokersMakeTheirOwn() {
    Object factor = kafka.getSpec().getKafka().getConfig().get("default.replication.factor");
    assertThat(Manifests.of(KafkaTopic.class))
        .allSatisfy(topic -> assertThat(topic.getSpec().getReplicas()).isEqualTo(factor));
  }

  @Test
  void allResourcesNameTheirCluster() {
    assertThat(Manifests.all())
        .filteredOn(one -> one.apiVersion().startsWith("kafka.strimzi.io/"))
        .filteredOn(one -> !one.kind().equals("Kafka"))
        .hasSizeGreaterThan(7)
        .allSatisfy(
            one ->
                assertThat(one.at("metadata", "labels", CLUSTER_LABEL))
                    .isEqualTo(kafka.getMetadata().getName()));
  }

  @Test
  void servicesReachTheBrokersByTheOneListener() {
    List<GenericKafkaListener> listeners = kafka.getSpec().getKafka().getListeners();
    assertThat(listeners).hasSize(1);
    GenericKafkaListener listener = listeners.getFirst();
    assertThat(listener.isTls()).isTrue();
    Map<String, String> settings = Manifests.of(ConfigMap.class, "admit-one").getData();
    assertThat(settings)
        .containsEntry(
            "SPRING_KAFKA_BOOTSTRAPSERVERS",
            "%s-kafka-bootstrap:%d".formatted(kafka.getMetadata().getName(), listener.getPort()))
        .containsEntry(
            "SPRING_KAFKA_PROPERTIES_SASL_MECHANISM",
            listener.getAuth().getType().toUpperCase(Locale.ROOT));
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new HashMap<>();
    values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }
}
