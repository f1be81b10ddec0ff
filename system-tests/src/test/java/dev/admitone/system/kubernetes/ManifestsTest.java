package dev.admitone.system.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each manifest is of a known kind, and has no field that its kind does not have. */
class ManifestsTest {

  private static final Set<String> KUSTOMIZATION_FIELDS =
      Set.of("apiVersion", "kind", "namespace", "resources", "images");

  static List<Manifest> manifests() {
    return Manifests.all();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void eachManifestFitsTheModelOfItsKind(Manifest manifest) {
    String kind = Manifests.versionAndKind(manifest);
    if (kind.equals(Manifests.DATABASE)) {
      return; // DatabaseManifestTest looks at it.
    }
    Class<? extends HasMetadata> model =
        requireNonNull(Manifests.MODELS.get(kind), () -> "there is no model of " + kind);
    HasMetadata read = StrictModel.read(manifest.tree(), model);
    assertThat(read.getMetadata().getName()).isEqualTo(manifest.name());
    // The namespace is the kustomizations'.
    assertThat(read.getMetadata().getNamespace()).isNull();
  }

  @Test
  void noTwoManifestsOfAKindHaveOneName() {
    assertThat(manifests())
        .extracting(manifest -> Manifests.versionAndKind(manifest) + " " + manifest.name())
        .doesNotHaveDuplicates();
  }

  @Test
  void anUnknownFieldIsSeenAtAnyDepth() {
    assertUnreadable(
        Map.of("spec", Map.of("template", Map.of("spec", Map.of("nodSelector", Map.of())))),
        Deployment.class,
        "nodSelector");
    assertUnreadable(Map.of("spec", Map.of("partition", 24)), KafkaTopic.class, "partition");
    assertUnreadable(Map.of("metadata", Map.of("name", 1)), Deployment.class, "name");
    assertThatCode(
            () -> StrictModel.read(Map.of("spec", Map.of("partitions", 24)), KafkaTopic.class))
        .doesNotThrowAnyException();
  }

  private static void assertUnreadable(Map<String, Object> tree, Class<?> model, String field) {
    assertThatThrownBy(() -> StrictModel.read(tree, model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(field);
  }

  @Test
  void eachManifestIsListedOnceAndGoesIntoTheSameNamespace() throws IOException {
    Set<Path> listed = new TreeSet<>();
    List<Map<String, Object>> kustomizations = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Manifests.DIRECTORY)) {
      for (Path file : files.filter(file -> file.endsWith(Manifests.KUSTOMIZATION)).toList()) {
        Map<String, Object> kustomization = YamlFiles.documents(file).getFirst();
        kustomizations.add(kustomization);
        for (Object resource : (List<?>) YamlFiles.at(kustomization, "resources")) {
          assertThat(listed.add(file.resolveSibling(resource.toString()))).isTrue();
        }
      }
    }
    assertThat(kustomizations)
        .hasSize(4)
        .allSatisfy(
            one -> {
              assertThat(KUSTOMIZATION_FIELDS).containsAll(one.keySet());
              assertThat(one)
                  .containsEntry("kind", "Kustomization")
                  .containsEntry("namespace", "admit-one");
            });
    Path namespace = Manifests.DIRECTORY.resolve("namespace.yaml");
    assertThat(listed.add(namespace)).as("the namespace is applied by itself").isTrue();
    assertThat(listed).containsExactlyElementsOf(new TreeSet<>(Manifests.files()));
    assertThat(YamlFiles.at(YamlFiles.documents(namespace).getFirst(), "metadata", "name"))
        .isEqualTo("admit-one");
  }
}
