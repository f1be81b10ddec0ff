package dev.admitone.system.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What runs in pods, each with one container. */
record Workload(String name, PodTemplateSpec template) {

  /** A key of a Secret and the file that the container sees it as. */
  record SecretFile(String secret, String key, String path) {}

  /** All of them: services and the migration. */
  static List<Workload> all() {
    Stream<Workload> jobs =
        Manifests.of(Job.class).stream()
            .map(job -> new Workload(job.getMetadata().getName(), job.getSpec().getTemplate()));
    return Stream.concat(services().stream(), jobs).toList();
  }

  /** Those that go on running. */
  static List<Workload> services() {
    return Manifests.of(Deployment.class).stream()
        .map(one -> new Workload(one.getMetadata().getName(), one.getSpec().getTemplate()))
        .toList();
  }

  static Workload of(String name) {
    return all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  Container container() {
    List<Container> containers = template.getSpec().getContainers();
    if (containers.size() != 1) {
      throw new IllegalStateException(name + " has " + containers.size() + " containers");
    }
    return containers.getFirst();
  }

  /** The container's variables, those of ConfigMaps first, as Kubernetes has them. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (EnvFromSource source : container().getEnvFrom()) {
      variables.putAll(Manifests.of(ConfigMap.class, source.getConfigMapRef().getName()).getData());
    }
    for (EnvVar variable : container().getEnv()) {
      variables.put(variable.getName(), variable.getValue());
    }
    return variables;
  }

  /** The files of Secrets below a directory of the container, by paths within it. */
  List<SecretFile> secretFiles(String directory) {
    List<SecretFile> files = new ArrayList<>();
    for (VolumeProjection source : volumeAt(directory).getProjected().getSources()) {
      SecretProjection secret = source.getSecret();
      for (KeyToPath item : secret.getItems()) {
        files.add(new SecretFile(secret.getName(), item.getKey(), item.getPath()));
      }
    }
    return files;
  }

  /** The volume that is mounted there. */
  Volume volumeAt(String directory) {
    String volume =
        container().getVolumeMounts().stream()
            .filter(mount -> mount.getMountPath().equals(directory))
            .map(VolumeMount::getName)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(name + " mounts nothing at " + directory));
    return template.getSpec().getVolumes().stream()
        .filter(one -> one.getName().equals(volume))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no volume " + volume));
  }

  @Override
  public String toString() {
    return name;
  }
}
