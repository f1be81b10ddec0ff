package dev.admitone.system.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The manifests in {@code kubernetes/}. */
final class Manifests {

  static final Path DIRECTORY = YamlFiles.ROOT.resolve("kubernetes");
  static final String KUSTOMIZATION = "kustomization.yaml";

  /** The one kind that no published Java model has. */
  static final String DATABASE = "postgresql.cnpg.io/v1 Cluster";

  /** By version and kind. */
  static final Map<String, Class<? extends HasMetadata>> MODELS =
      Map.ofEntries(
          Map.entry("v1 Namespace", Namespace.class),
          Map.entry("v1 ConfigMap", ConfigMap.class),
          Map.entry("v1 Service", Service.class),
          Map.entry("apps/v1 Deployment", Deployment.class),
          Map.entry("batch/v1 Job", Job.class),
          Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
          Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
          Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
          Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class));

  private Manifests() {}

  /** All files but those that only list others. */
  static List<Path> files() {
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(KUSTOMIZATION))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All documents of these files. */
  static List<Manifest> all() {
    return files().stream()
        .flatMap(file -> YamlFiles.documents(file).stream().map(tree -> new Manifest(file, tree)))
        .toList();
  }

  /** Those of a kind, as objects of its model. */
  static <T extends HasMetadata> List<T> of(Class<T> model) {
    return all().stream()
        .filter(manifest -> model.equals(MODELS.get(versionAndKind(manifest))))
        .map(manifest -> StrictModel.read(manifest.tree(), model))
        .toList();
  }

  /** The one of that kind and name. */
  static <T extends HasMetadata> T of(Class<T> model, String name) {
    return of(model).stream()
        .filter(one -> one.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + model.getSimpleName() + " " + name));
  }

  /** The only one of that kind. */
  static <T extends HasMetadata> T only(Class<T> model) {
    List<T> all = of(model);
    if (all.size() != 1) {
      throw new IllegalStateException(all.size() + " of " + model.getSimpleName());
    }
    return all.getFirst();
  }

  /** The cluster of PostgreSQL, which has no model. */
  static Manifest database() {
    return all().stream()
        .filter(manifest -> versionAndKind(manifest).equals(DATABASE))
        .findFirst()
        .orElseThrow();
  }

  static String versionAndKind(Manifest manifest) {
    return manifest.apiVersion() + " " + manifest.kind();
  }
}
