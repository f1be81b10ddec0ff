package dev.admitone.containers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;

/**
 * How strict clusters run an image: a user that it does not know, in group 0, as OpenShift chooses
 * one; a root file system that cannot be written; a /tmp that nothing is executed in; and what
 * Kubernetes says of a namespace's Services.
 */
final class StrictCluster {

  private static final String USER = "12345:0";
  private static final long MEMORY_BYTES = 640L << 20;
  private static final String TAG = System.getenv().getOrDefault("ADMIT_IMAGE_TAG", "dev");

  /** Names whose variables look like settings. */
  private static final List<String> KUBERNETES_SERVICES =
      List.of(
          "SERVER",
          "MANAGEMENT_SERVER",
          "KAFKA",
          "POSTGRES",
          "API_GATEWAY",
          "REDEMPTION_PROCESSOR",
          "ADMIT_ONE",
          "ADMIT_ONE_GATEWAY",
          "ADMITONE_GATEWAY",
          "ADMIT_ONE_PROCESSOR",
          "OPS_CONSOLE",
          "ADMIT_ONE_CONSOLE",
          "ADMIT_GATEWAY",
          "ADMIT_GATEWAY_MANAGEMENT",
          "ADMIT_OPS",
          "ADMIT_OPS_MANAGEMENT",
          "ADMIT_PROCESSOR",
          "ADMIT_KAFKA",
          "ADMIT_POSTGRES");

  private StrictCluster() {}

  static GenericContainer<?> run(String image, Map<String, String> environment) {
    return new GenericContainer<>(image + ":" + TAG)
        .withEnv(kubernetesVariables())
        .withEnv(environment)
        .withTmpFs(Map.of("/tmp", "rw,noexec"))
        .withCreateContainerCmdModifier(
            command ->
                Objects.requireNonNull(command.withUser(USER).getHostConfig())
                    .withReadonlyRootfs(true)
                    .withMemory(MEMORY_BYTES));
  }

  /** What a user of no group that the image knows cannot read of the product, or not run. */
  static String unreadableFiles(String image) {
    return Docker.run(
        "run",
        "--rm",
        "--user=12345:54321",
        "--entrypoint=find",
        image + ":" + TAG,
        "/opt",
        "-path",
        "/opt/java",
        "-prune",
        "-o",
        "(",
        "!",
        "-readable",
        "-o",
        "-type",
        "d",
        "!",
        "-executable",
        ")",
        "-print");
  }

  /** As the kubelet sets them in each container, for each Service of its namespace. */
  private static Map<String, String> kubernetesVariables() {
    Map<String, String> all = new HashMap<>();
    for (String service : KUBERNETES_SERVICES) {
      all.put(service + "_SERVICE_HOST", "10.0.0.1");
      all.put(service + "_SERVICE_PORT", "5432");
      all.put(service + "_SERVICE_PORT_HTTP", "5432");
      all.put(service + "_PORT", "tcp://10.0.0.1:5432");
      all.put(service + "_PORT_5432_TCP", "tcp://10.0.0.1:5432");
      all.put(service + "_PORT_5432_TCP_PROTO", "tcp");
      all.put(service + "_PORT_5432_TCP_PORT", "5432");
      all.put(service + "_PORT_5432_TCP_ADDR", "10.0.0.1");
    }
    return all;
  }
}
